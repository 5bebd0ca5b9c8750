import { useCallback, useEffect, useRef, useState } from 'react';
import type { Edge } from '../../../src/engine/model/memory';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import { useEditor } from '../state/EditorContext';
import { arrange } from './arrange';
import type { Point } from './elkGraph';
import { placeNew } from './placeNew';

export interface Arrangement {
  readonly places: ReadonlyMap<string, Point>;
  /** Grows each time that everything was laid out anew. */
  readonly round: number;
  readonly busy: boolean;
  readonly move: (moved: ReadonlyMap<string, Point>) => void;
  readonly relayout: () => void;
}

/**
 * Where the dots are. Places that were kept win; the first picture without any is laid out as a whole; what
 * comes later is put beside its neighbours, so that nothing jumps. Moves are kept by the host.
 */
export function useArrangement(
  nodes: readonly GraphNode[],
  links: readonly Edge[],
  aspect: () => number,
): Arrangement {
  const { channel, actions, summary } = useEditor();
  const [state, setState] = useState<{ places: ReadonlyMap<string, Point>; round: number }>({
    places: new Map(),
    round: 0,
  });
  const [busy, setBusy] = useState(false);
  const current = useRef(state.places);
  const latest = useRef({ nodes, links });
  latest.current = { nodes, links };
  const started = useRef(false);

  const show = useCallback((places: ReadonlyMap<string, Point>, whole: boolean) => {
    current.current = places;
    setState(({ round }) => ({ places, round: whole ? round + 1 : round }));
  }, []);
  const keep = useCallback(
    (places: ReadonlyMap<string, Point>) => {
      if (summary.readOnly) return;
      const positions = Object.fromEntries(
        [...places].map(([key, [x, y]]) => [key, [Math.round(x), Math.round(y)] as const]),
      );
      void actions.attempt(channel.request('positions', { positions }));
    },
    [channel, actions, summary.readOnly],
  );
  const layOut = useCallback(
    async (kept: boolean): Promise<void> => {
      setBusy(true);
      const asked = latest.current;
      const places = await arrange(
        asked.nodes.map(({ key }) => key),
        asked.links,
        aspect(),
      );
      setBusy(false);
      // What came while the layout ran gets its place beside the others.
      const now = latest.current;
      show(
        placeNew(
          now.nodes.map(({ key }) => key),
          now.links,
          places,
        ),
        true,
      );
      if (kept) keep(places);
    },
    [aspect, keep, show],
  );
  useEffect(() => {
    if (nodes.length === 0) return;
    const known = new Map(current.current);
    for (const { key, at } of nodes) if (at && !known.has(key)) known.set(key, at);
    const missing = nodes.some(({ key }) => !known.has(key));
    if (known.size === 0) {
      if (!started.current) void layOut(false);
      started.current = true;
      return;
    }
    const first = current.current.size === 0;
    const placed = missing
      ? placeNew(
          nodes.map(({ key }) => key),
          links,
          known,
        )
      : known;
    if (first || placed.size !== current.current.size) show(placed, first);
  }, [nodes, links, layOut, show]);

  const move = useCallback(
    (moved: ReadonlyMap<string, Point>) => {
      show(new Map([...current.current, ...moved]), false);
      keep(moved);
    },
    [show, keep],
  );
  return { ...state, busy, move, relayout: () => void layOut(true) };
}
