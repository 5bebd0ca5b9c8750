import { useEffect, useState } from 'react';
import { messageOf } from './messageOf';

export interface Latest<T> {
  /** The newest answer; while another is on its way, the one before. */
  readonly value: T | undefined;
  readonly loading: boolean;
  readonly error: string | null;
  readonly retry: () => void;
}

/**
 * Asks whenever `request` changes, and keeps only the answer to the newest question: older ones are aborted
 * and, should they still come, dropped. `subject` names what is asked about; with another subject the
 * former answer is not shown while waiting. `version` grows when the data changes.
 */
export function useLatest<T>(
  request: (signal: AbortSignal) => Promise<T>,
  subject: string,
  version: number,
): Latest<T> {
  const [state, setState] = useState<{ value?: T; subject?: string; loading: boolean; error: string | null }>(
    {
      loading: true,
      error: null,
    },
  );
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    request(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setState({ value, subject, loading: false, error: null });
      },
      (error: unknown) => {
        if (!abort.signal.aborted)
          setState((before) => ({ ...before, loading: false, error: messageOf(error) }));
      },
    );
    return () => abort.abort();
  }, [request, subject, version, attempt]);
  return {
    value: state.subject === subject ? state.value : undefined,
    loading: state.loading,
    error: state.error,
    retry: () => setAttempt((count) => count + 1),
  };
}
