import { useCallback, useState } from 'react';
import type { ReviewDetail } from '../../../src/engine/model/review';

export interface Drafts {
  readonly all: Readonly<Record<string, string>>;
  /** The text of the proposal in sight, where a person has changed it since the last decision. */
  readonly draft: string | undefined;
  readonly set: (text: string | undefined) => void;
  /** What a decision says of the text: the changed one, null for the one that was read, undefined for no change. */
  readonly edited: string | null | undefined;
  /** Forgets the drafts of proposals that were decided on. */
  readonly drop: (ids: ReadonlySet<string>) => void;
}

/** Texts of proposals that are being changed; they stay while one looks at others. */
export function useDrafts(
  kept: Readonly<Record<string, string>>,
  id: string | undefined,
  detail: ReviewDetail | undefined,
): Drafts {
  const [all, setAll] = useState<Readonly<Record<string, string>>>(kept);
  const draft = id !== undefined && Object.hasOwn(all, id) ? all[id] : undefined;
  const set = (text: string | undefined): void => {
    if (id === undefined) return;
    const same = text === undefined || (detail?.id === id && text === (detail.edited ?? detail.text));
    setAll((before) => (same ? without(before, new Set([id])) : { ...before, [id]: text }));
  };
  const drop = useCallback((ids: ReadonlySet<string>) => setAll((before) => without(before, ids)), []);
  const edited = draft === undefined ? undefined : detail?.id === id && draft === detail?.text ? null : draft;
  return { all, draft, set, edited, drop };
}

function without(
  drafts: Readonly<Record<string, string>>,
  ids: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(drafts).filter(([id]) => !ids.has(id)));
}
