import { useCallback, useEffect, useState } from 'react';
import { PROTOCOL_VERSION } from '../../../src/protocol/channel';
import type { CubeSummary, Hello } from '../../../src/protocol/cubeEditor';
import { installStrings } from '../../shared/strings';
import type { EditorChannel } from './EditorContext';
import { messageOf } from '../../shared/messageOf';

export interface Connection {
  readonly hello: Hello | null;
  readonly summary: CubeSummary | null;
  readonly version: number;
  readonly error: string | null;
  readonly retry: () => void;
}

/** Greets the host, and counts the changes that it tells of. */
export function useConnection(channel: EditorChannel): Connection {
  const [hello, setHello] = useState<Hello | null>(null);
  const [data, setData] = useState<{ summary: CubeSummary | null; version: number }>({
    summary: null,
    version: 0,
  });
  const [error, setError] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    channel.request('hello', { protocol: PROTOCOL_VERSION }, abort.signal).then(
      (answer) => {
        installStrings(answer.language, answer.strings);
        setError(null);
        setHello(answer);
        setData(({ version }) => ({ summary: answer.summary, version }));
      },
      (reason: unknown) => {
        if (!abort.signal.aborted) setError(messageOf(reason));
      },
    );
    return () => abort.abort();
  }, [channel, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const greeted = hello !== null;
  useEffect(
    () =>
      channel.on('changed', ({ summary }) => {
        setData(({ version }) => ({ summary, version: version + 1 }));
        // A store that was away when the view opened is back.
        if (!greeted) retry();
      }),
    [channel, greeted, retry],
  );
  return { hello, ...data, error, retry };
}
