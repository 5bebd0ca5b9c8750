import { useEffect, useRef, useState } from 'react';

export interface Draft {
  readonly text: string;
  readonly dirty: boolean;
  readonly change: (text: string) => void;
  readonly commit: () => void;
  readonly revert: () => void;
}

/**
 * Text being edited. While untouched it follows the value; once touched it stays until it is committed or
 * reverted. Leaving the field by any way, its removal included, commits.
 */
export function useDraft(
  value: string,
  onCommit: (text: string) => void,
  valid: (text: string) => boolean = yes,
): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const latest = useRef({ draft, value, onCommit, valid });
  latest.current = { draft, value, onCommit, valid };
  const commit = (): void => {
    const now = latest.current;
    if (now.draft === null || !now.valid(now.draft)) return;
    if (now.draft !== now.value) now.onCommit(now.draft);
    latest.current = { ...now, draft: null };
    setDraft(null);
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
    revert: () => setDraft(null),
  };
}

const yes = (): boolean => true;
