import { useEffect, useRef, useState } from 'react';

export interface Draft {
  readonly text: string;
  readonly dirty: boolean;
  readonly change: (text: string) => void;
  readonly commit: () => void;
  readonly revert: () => void;
}

export interface DraftOptions {
  readonly value: string;
  /** Resolves to whether the text was taken; a refused one stays in its field. */
  readonly onCommit: (text: string) => Promise<boolean>;
  readonly valid?: ((text: string) => boolean) | undefined;
  /** Which field of which memory it is; a refused text is there again when the field is shown the next time. */
  readonly field: string;
}

/** Texts that were refused, by their field. */
const refused = new Map<string, string>();

/**
 * Text being edited. While untouched it follows the value; once touched it stays until it is taken or reverted.
 * Leaving the field by any way, its removal included, commits.
 */
export function useDraft({ value, onCommit, valid = yes, field }: DraftOptions): Draft {
  const [draft, setDraft] = useState<string | null>(() => refused.get(field) ?? null);
  const latest = useRef({ draft, value, onCommit, valid, field });
  latest.current = { draft, value, onCommit, valid, field };
  /** What is on its way. */
  const sent = useRef<string | null>(null);
  const end = (): void => {
    refused.delete(latest.current.field);
    setDraft(null);
  };
  const commit = (): void => {
    const { draft: text, ...now } = latest.current;
    if (text === null || text === sent.current || !now.valid(text)) return;
    if (text === now.value) {
      end();
      return;
    }
    sent.current = text;
    void now.onCommit(text).then((taken) => {
      sent.current = null;
      if (!taken) refused.set(now.field, text);
      else if (latest.current.draft === text) end();
    });
  };
  const commitOnLeave = useRef(commit);
  useEffect(() => {
    const leave = commitOnLeave.current;
    return () => leave();
  }, []);
  return {
    text: draft ?? value,
    dirty: draft !== null && draft !== value,
    change: setDraft,
    commit,
    revert: end,
  };
}

const yes = (): boolean => true;
