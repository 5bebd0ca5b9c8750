import { useCallback, useEffect, useState } from 'react';
import { PROTOCOL_VERSION } from '../../../src/protocol/channel';
import type { SearchHello } from '../../../src/protocol/searchView';
import { messageOf } from '../../shared/messageOf';
import { installStrings } from '../../shared/strings';
import type { SearchChannel } from './SearchContext';

/** Greets the host and follows which cubes there are. */
export function useHello(channel: SearchChannel): {
  readonly hello: SearchHello | null;
  readonly error: string | null;
  readonly retry: () => void;
} {
  const [hello, setHello] = useState<SearchHello | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    channel.request('hello', { protocol: PROTOCOL_VERSION }, abort.signal).then(
      (answer) => {
        installStrings(answer.language, answer.strings);
        setError(null);
        setHello(answer);
      },
      (reason: unknown) => {
        if (!abort.signal.aborted) setError(messageOf(reason));
      },
    );
    return () => abort.abort();
  }, [channel, attempt]);
  useEffect(
    () => channel.on('cubes', ({ cubes }) => setHello((before) => before && { ...before, cubes })),
    [channel],
  );
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { hello, error, retry };
}
