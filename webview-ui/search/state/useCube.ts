import { useCallback, useEffect, useState } from 'react';
import type { CubeSearchState, SearchJob } from '../../../src/protocol/searchView';
import { messageOf } from '../../shared/messageOf';
import type { SearchChannel } from './SearchContext';

export interface CubeView {
  readonly state: CubeSearchState | undefined;
  readonly job: SearchJob | null;
  readonly error: string | null;
  /** Grows with every change of the cube's content. */
  readonly version: number;
  readonly retry: () => void;
  readonly adopt: (state: CubeSearchState | null) => void;
}

/** Opens the chosen cube for searching and follows it. */
export function useCube(channel: SearchChannel, cube: string | null): CubeView {
  const [state, setState] = useState<CubeSearchState>();
  const [job, setJob] = useState<{ cube: string; job: SearchJob | null }>();
  const [failure, setFailure] = useState<{ cube: string; text: string }>();
  const [version, setVersion] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const adopt = useCallback((next: CubeSearchState | null) => {
    if (next) setState(next);
  }, []);
  useEffect(() => {
    if (cube === null) return undefined;
    const abort = new AbortController();
    channel.request('choose', { cube }, abort.signal).then(
      (answer) => {
        setFailure(undefined);
        setState(answer);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure({ cube, text: messageOf(error) });
      },
    );
    return () => abort.abort();
  }, [channel, cube, attempt]);
  useEffect(() => {
    const offChanged = channel.on('changed', (next) => {
      if (next.cube !== cube) return;
      setState(next);
      setVersion((count) => count + 1);
    });
    const offJob = channel.on('job', setJob);
    return () => {
      offChanged();
      offJob();
    };
  }, [channel, cube]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return {
    state: state?.cube === cube ? state : undefined,
    job: job?.cube === cube ? job.job : null,
    error: failure && failure.cube === cube ? failure.text : null,
    version,
    retry,
    adopt,
  };
}
