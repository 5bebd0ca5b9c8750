import { useCallback, useEffect, useRef, useState } from 'react';
import type { SearchHit } from '../../../src/engine/model/search';
import type { SearchChannel } from './SearchContext';

interface Input {
  readonly channel: SearchChannel;
  readonly cube: string;
  readonly hits: readonly SearchHit[] | undefined;
  readonly label: string;
  /** Whether it is on at first. */
  readonly on: boolean;
}

/** Lights up the hits in the cube's graph as long as it is on, and follows them. */
export function useSpotlight(input: Input): { readonly on: boolean; readonly toggle: () => void } {
  const { channel, cube, hits, label } = input;
  const [on, setOn] = useState(input.on);
  const lit = useRef<string | null>(null);
  useEffect(() => {
    const before = lit.current;
    if (before !== null && (!on || before !== cube)) {
      lit.current = null;
      void channel.request('spotlight', { cube: before, spot: null }).catch(() => undefined);
    }
    if (!on || hits === undefined) return;
    lit.current = cube;
    const spot = { keys: hits.map(({ key }) => key), label };
    void channel.request('spotlight', { cube, spot }).catch(() => undefined);
  }, [channel, cube, hits, label, on]);
  useEffect(
    () => channel.on('spotlightEnded', (ended) => ended.cube === lit.current && setOn(false)),
    [channel],
  );
  const toggle = useCallback(() => setOn((before) => !before), []);
  return { on, toggle };
}
