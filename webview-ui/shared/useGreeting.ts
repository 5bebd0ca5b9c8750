import { useCallback, useEffect, useState } from 'react';
import { PROTOCOL_VERSION } from '../../src/protocol/channel';
import { messageOf } from './messageOf';
import { installStrings } from './strings';

/** What every view is told first: the language of the interface and its texts. */
interface Greeting {
  readonly language: string;
  readonly strings: Readonly<Record<string, string>>;
}

/** A channel to a host that can be greeted. */
interface Greeted<H> {
  request(name: 'hello', params: { protocol: number }, signal?: AbortSignal): Promise<H>;
}

/** Greets the host, once and whenever `retry` is called; `hello` is the last answer, or as it was changed since. */
export function useGreeting<H extends Greeting>(
  channel: Greeted<H>,
): {
  readonly hello: H | null;
  readonly change: (change: (hello: H) => H) => void;
  readonly error: string | null;
  readonly retry: () => void;
} {
  const [hello, setHello] = useState<H | null>(null);
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
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const change = useCallback((update: (hello: H) => H) => setHello((before) => before && update(before)), []);
  return { hello, change, error, retry };
}
