import { useCallback, useEffect, useRef, useState } from 'react';
import type { Edge } from '../../../src/engine/model/memory';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import { useEditor } from '../state/EditorContext';
import { arrange } from './arrange';
import type { Point } from './blocks';
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
 * Where the dots are. Places that a person chose win, and then whatever comes later is put beside its
 * neighbours, so that nothing jumps; moves are kept by the host. Without any, the picture is laid out as a
 * whole, and again for another `subject`, that is, another filter.
 */
export function useArrangement(
  nodes: readonly GraphNode[],
  links: readonly Edge[],
  subject: string,
  aspect: () => number,
): Arrangement {
  const { channel, actions, summary } = useEditor();
  const [state, setState] = useState<{ places: Places; round: number }>({ places: new Map(), round: 0 });
  const [busy, setBusy] = useState(false);
  const current = useRef(state.places);
  const latest = useRef({ nodes, links, subject });
  latest.current = { nodes, links, subject };
  const laidOut = useRef<string | null>(null);
  const chosen = useRef(false);

  const show = useCallback((places: Places, whole: boolean) => {
    current.current = places;
    setState(({ round }) => ({ places, round: whole ? round + 1 : round }));
  }, []);
  const keep = useCallback(
    (places: Places) => {
      chosen.current = true;
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
      const asked = latest.current;
      laidOut.current = asked.subject;
      setBusy(true);
      const started = performance.now();
      const places = await arrange(keysOf(asked.nodes), asked.links, aspect());
      setBusy(false);
      channel.emit('measured', { what: 'graph layout', ms: performance.now() - started });
      const now = latest.current;
      if (laidOut.current !== asked.subject) return;
      // What came while the layout ran gets its place beside the others.
      show(placeNew(keysOf(now.nodes), now.links, places), true);
      if (kept) keep(places);
    },
    [aspect, channel, keep, show],
  );
  useEffect(() => {
    if (nodes.length === 0) return;
    const known = new Map(current.current);
    for (const { key, at } of nodes) {
      if (!at) continue;
      chosen.current = true;
      if (!known.has(key)) known.set(key, at);
    }
    if (!chosen.current && laidOut.current !== subject) return void layOut(false);
    if (known.size === 0) return;
    const first = current.current.size === 0;
    const placed = nodes.some(({ key }) => !known.has(key)) ? placeNew(keysOf(nodes), links, known) : known;
    if (first || placed.size !== current.current.size) show(placed, first);
  }, [nodes, links, subject, layOut, show]);

  const move = useCallback(
    (moved: Places) => {
      show(new Map([...current.current, ...moved]), false);
      keep(moved);
    },
    [show, keep],
  );
  return { ...state, busy, move, relayout: () => void layOut(true) };
}

type Places = ReadonlyMap<string, Point>;
const keysOf = (nodes: readonly GraphNode[]): string[] => nodes.map(({ key }) => key);
