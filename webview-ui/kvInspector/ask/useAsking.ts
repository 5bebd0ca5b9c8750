import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../shared/Announcer';
import { useKv } from '../state/KvContext';

/** A question that is being answered. */
export interface Running {
  readonly stream: string;
  readonly question: string;
  readonly cold: boolean;
  /** As far as it has come. */
  readonly answer: string;
}

/** Asks questions with an item, one at a time. */
export function useAsking(id: string): {
  readonly running: Running | undefined;
  readonly ask: (question: string, cold: boolean) => Promise<void>;
  readonly stop: () => void;
} {
  const { channel, attempt, refresh } = useKv();
  const announce = useAnnounce();
  const [running, setRunning] = useState<Running>();
  const count = useRef(0);
  useEffect(
    () =>
      channel.on('text', ({ stream, text }) =>
        setRunning((now) => (now?.stream === stream ? { ...now, answer: now.answer + text } : now)),
      ),
    [channel],
  );
  const ask = async (question: string, cold: boolean): Promise<void> => {
    count.current += 1;
    const stream = `${id} ${Date.now()} ${count.current}`;
    setRunning({ stream, question, cold, answer: '' });
    const done = await attempt(channel.request('ask', { id, question, cold, stream }));
    if (done) announce(`${done.answer} ${done.sentence}`);
    refresh();
    setRunning((now) => (now?.stream === stream ? undefined : now));
  };
  const stop = (): void => {
    if (running) void attempt(channel.request('stop', { stream: running.stream }));
  };
  return { running, ask, stop };
}
