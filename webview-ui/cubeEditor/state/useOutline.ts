import { useCallback, useEffect, useRef, useState } from 'react';
import type { OutlineQuery } from '../../../src/protocol/cubeEditor';
import type { EditorChannel } from './EditorContext';
import { messageOf } from '../../shared/messageOf';
import { addPage, missingPages, PAGE, startOutline } from './pages';
import type { Outline } from './pages';

export interface OutlineData {
  readonly outline: Outline | null;
  readonly loading: boolean;
  readonly error: string | null;
  readonly retry: () => void;
  /** Fetches what is missing between two indices, for rows about to be seen. */
  readonly ensure: (from: number, to: number) => void;
}

/** Lists the memories of a query, page by page. `query` must stay the same object while it means the same. */
export function useOutline(channel: EditorChannel, query: OutlineQuery, version: number): OutlineData {
  const [outline, setOutline] = useState<Outline | null>(null);
  const [status, setStatus] = useState<{ loading: boolean; error: string | null }>({
    loading: true,
    error: null,
  });
  const [attempt, setAttempt] = useState(0);
  const current = useRef<Outline | null>(null);
  const asked = useRef(new Set<number>());
  const visible = useRef<readonly [number, number]>([0, 0]);
  const signal = useRef<AbortSignal | undefined>(undefined);

  const ensure = useCallback(
    (from: number, to: number) => {
      visible.current = [from, to];
      const list = current.current;
      if (!list) return;
      for (const start of missingPages(list, from, to)) {
        if (asked.current.has(start)) continue;
        asked.current.add(start);
        channel
          .request('rows', { generation: list.generation, from: start, count: PAGE }, signal.current)
          .then(
            (page) => {
              if (current.current?.generation !== page.generation) return;
              current.current = addPage(current.current, page);
              setOutline(current.current);
            },
            () => asked.current.delete(start),
          );
      }
    },
    [channel],
  );

  useEffect(() => {
    const abort = new AbortController();
    const started = performance.now();
    setStatus((before) => ({ ...before, loading: true }));
    channel.request('outline', { ...query, count: PAGE }, abort.signal).then(
      (page) => {
        if (abort.signal.aborted) return;
        asked.current = new Set();
        signal.current = abort.signal;
        current.current = startOutline(page);
        setOutline(current.current);
        setStatus({ loading: false, error: null });
        channel.emit('measured', { what: 'outline', ms: performance.now() - started });
        ensure(...visible.current);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setStatus({ loading: false, error: messageOf(error) });
      },
    );
    return () => abort.abort();
  }, [channel, query, version, attempt, ensure]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { outline, ...status, retry, ensure };
}
