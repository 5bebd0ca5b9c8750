import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { DrawnKeys } from './drawnKeys';
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
  readonly drawn: DrawnKeys;
}

const NONE: ReadonlySet<string> = new Set();

/** Follows the view of a large picture, and lets elements come and go frame by frame (mountStep.ts). */
export function useMounted(dots: readonly Placed[], large: boolean): Mounted {
  const store = useStoreApi();
  const [keys, setKeys] = useState(NONE);
  const current = useRef(NONE);
  const [drawn] = useState(() => new DrawnKeys());
  useEffect(() => {
    const show = (next: ReadonlySet<string>): void => {
      // The canvas takes over what leaves before it is gone, and gives up what comes when it is there.
      const before = current.current;
      if (next !== before || drawn.keys.size !== before.size)
        drawn.set(next === before ? before : new Set([...before].filter((key) => next.has(key))));
      if (next === before) return;
      current.current = next;
      setKeys(next);
    };
    if (!large) return show(NONE);
    let frame = 0;
    let zoom = store.getState().transform[2];
    let zoomedAt = -REST;
    const step = (): void => {
      frame = 0;
      const { transform, width, height, nodeLookup, connection } = store.getState();
      const now = performance.now();
      if (transform[2] !== zoom) [zoom, zoomedAt] = [transform[2], now];
      const zooming = now - zoomedAt < REST;
      const before = current.current;
      const next = mountStep(before, dots, {
        sight: sightOf(transform, [width, height]),
        far: zoomBand(zoom) === 'far',
        zooming,
        held: (key) => connection.inProgress || nodeLookup.get(key)?.dragging === true,
      });
      show(next);
      if (next !== before || zooming) schedule();
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
  }, [dots, large, store, drawn]);
  return { keys, drawn };
}
