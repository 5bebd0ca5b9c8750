import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { mountStep } from './mountStep';
import { sightOf } from './placed';
import type { Placed } from './placed';
import { zoomBand } from './zoomBand';

/** How long the zoom must rest before elements come, in milliseconds. */
const REST = 120;

export interface Mounted {
  /** Memories given to React Flow. */
  readonly keys: ReadonlySet<string>;
  /** Those that have stood in the page for a frame; the canvas leaves them out. */
  readonly drawn: ReadonlySet<string>;
}

const NONE: Mounted = { keys: new Set(), drawn: new Set() };

/** Follows the view of a large picture, and lets elements come and go frame by frame (mountStep.ts). */
export function useMounted(dots: readonly Placed[], large: boolean): Mounted {
  const store = useStoreApi();
  const [mounted, setMounted] = useState(NONE);
  const current = useRef(NONE);
  useEffect(() => {
    if (!large) {
      current.current = NONE;
      setMounted(NONE);
      return undefined;
    }
    let frame = 0;
    let zoom = store.getState().transform[2];
    let zoomedAt = -REST;
    const step = (): void => {
      frame = 0;
      const { transform, width, height, nodeLookup, connection } = store.getState();
      const now = performance.now();
      if (transform[2] !== zoom) [zoom, zoomedAt] = [transform[2], now];
      const zooming = now - zoomedAt < REST;
      const { keys, drawn } = current.current;
      const next = mountStep(keys, dots, {
        sight: sightOf(transform, [width, height]),
        far: zoomBand(zoom) === 'far',
        zooming,
        held: (key) => connection.inProgress || nodeLookup.get(key)?.dragging === true,
      });
      const settled = next === keys && drawn.size === keys.size;
      if (!settled) {
        const nextDrawn = next === keys ? keys : new Set([...keys].filter((key) => next.has(key)));
        current.current = { keys: next, drawn: nextDrawn };
        setMounted(current.current);
      }
      if (!settled || zooming) schedule();
    };
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(step);
    };
    schedule();
    const unsubscribe = store.subscribe(schedule);
    return () => {
      cancelAnimationFrame(frame);
      unsubscribe();
    };
  }, [dots, large, store]);
  return mounted;
}
