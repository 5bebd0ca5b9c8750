import { useCallback, useMemo, useState } from 'react';
import type { Edge } from '../../../src/engine/model/memory';
import type { Filter, GraphData } from '../../../src/protocol/cubeEditor';
import { useEditor } from '../state/EditorContext';
import type { EditorSpotlight } from '../state/useSpotlight';
import { isEmptyFilter } from '../state/navigation';
import { useLatest } from '../../shared/useLatest';

export interface GraphView {
  readonly data: (GraphData & { readonly filter: Filter }) | undefined;
  /** Relations by the keys of the nodes, as the picture needs them, with the relation itself. */
  readonly links: readonly (Edge & { readonly edge: Edge })[];
  readonly loading: boolean;
  readonly error: string | null;
  readonly retry: () => void;
}

/** The picture under a spotlight: what it lights up stands for what matches. */
function lit<D extends GraphData>(data: D, { spot, keys }: EditorSpotlight): D {
  if (!spot) return data;
  return { ...data, nodes: data.nodes.map((node) => ({ ...node, matches: keys.has(node.key) })) };
}

/** The memories and relations to draw. The active memory is asked for when it is not among them. */
export function useGraphData(): GraphView {
  const { channel, nav, version, spotlight } = useEditor();
  const { filter, graphExpanded: expanded, graphLimit: limit, active } = nav;
  const [focus, setFocus] = useState<string | null>(active);
  const also = spotlight.spot?.keys;
  const query = useMemo(
    () => ({ filter, expanded, focus, limit, ...(also && { also }) }),
    [filter, expanded, focus, limit, also],
  );
  const request = useCallback(
    async (signal: AbortSignal) => ({
      ...(await channel.request('graph', query, signal)),
      filter: query.filter,
    }),
    [channel, query],
  );
  const { value, loading, error, retry } = useLatest(request, 'graph', version);
  const data = useMemo(() => value && lit(value, spotlight), [value, spotlight]);
  const nodes = data?.nodes;
  const missing = useMemo(
    () => active !== null && nodes !== undefined && !nodes.some(({ key }) => key === active),
    [active, nodes],
  );
  // A search shows its matches and the active memory, not what was looked at before.
  const stale = focus !== null && focus !== active && !missing && !isEmptyFilter(filter);
  if (!loading && (stale || (missing && focus !== active))) setFocus(stale ? null : active);
  const links = useMemo(() => {
    if (!data) return [];
    const keys = new Map<string, string>();
    for (const { id, key } of data.nodes) if (!keys.has(id)) keys.set(id, key);
    return data.edges.flatMap((edge) => {
      const [source, target] = [keys.get(edge.source), keys.get(edge.target)];
      return source === undefined || target === undefined ? [] : [{ source, target, type: edge.type, edge }];
    });
  }, [data]);
  return { data, links, loading, error, retry };
}
