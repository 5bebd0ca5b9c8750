import { useEffect, useState } from 'react';
import type { CubeSummary, Hello } from '../../../src/protocol/cubeEditor';
import { useGreeting } from '../../shared/useGreeting';
import type { EditorChannel } from './EditorContext';

export interface Connection {
  readonly hello: Hello | null;
  readonly summary: CubeSummary | null;
  readonly version: number;
  readonly error: string | null;
  readonly retry: () => void;
}

/** Greets the host, and counts the changes that it tells of. */
export function useConnection(channel: EditorChannel): Connection {
  const { hello, error, retry } = useGreeting<Hello>(channel);
  const [told, setTold] = useState<{ hello: Hello | null; summary: CubeSummary | null; version: number }>({
    hello: null,
    summary: null,
    version: 0,
  });
  if (told.hello !== hello) {
    setTold({ hello, summary: hello?.summary ?? null, version: told.version });
  }
  const greeted = hello !== null;
  useEffect(
    () =>
      channel.on('changed', ({ summary }) => {
        setTold((before) => ({ ...before, summary, version: before.version + 1 }));
        // A store that was away when the view opened is back.
        if (!greeted) retry();
      }),
    [channel, greeted, retry],
  );
  return { hello, summary: told.summary, version: told.version, error, retry };
}
