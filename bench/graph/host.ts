/** The extension host's side of the cube editor for the bench: the same engine calls, without VS Code. */
import { memoryDetail } from '../../src/engine/cube/detail/memoryDetail';
import { summaryOf } from '../../src/engine/cube/detail/summaryOf';
import { graphOf } from '../../src/engine/cube/graph/graphOf';
import {
  EDGE_TYPES,
  MEMORY_SOURCES,
  MEMORY_STATUSES,
  MEMORY_TYPES,
  MEMORY_VISIBILITIES,
} from '../../src/engine/model/memory';
import type { CubeSummary } from '../../src/engine/model/detail';
import type { GraphQuery } from '../../src/engine/model/graph';
import type { OutlineQuery } from '../../src/engine/model/query';
import { context, openCube } from '../engine/openCube';
import { wholePicture } from './wholePicture';

/** A request of the view, as src/protocol/channel.ts puts it on the wire. */
export interface Request {
  readonly v: number;
  readonly kind: string;
  readonly id: number;
  readonly name: string;
  readonly body: never;
}

/** Answers the view's requests. */
export interface GraphHost {
  /** The reply to a request; undefined where none is due. */
  answer(request: Request): Promise<unknown>;
  /** Milliseconds that each picture took the engine. */
  readonly queries: readonly number[];
}

/** Opens a cube for a view that shows `limit` memories in its graph. */
export async function openHost(folder: string, limit: number): Promise<GraphHost> {
  const { session, outline } = await openCube(folder);
  const { memory, readOnly, dirty } = session;
  const queries: number[] = [];
  const summary = (): CubeSummary =>
    summaryOf(memory, { name: 'bench', path: 'bench', readOnly, dirty, problems: 0, recovered: 0 });
  const handlers: Readonly<Record<string, (body: never) => unknown>> = {
    hello: () => ({
      summary: summary(),
      language: 'en',
      strings: {},
      enumerations: {
        memoryTypes: MEMORY_TYPES,
        statuses: MEMORY_STATUSES,
        visibilities: MEMORY_VISIBILITIES,
        sources: MEMORY_SOURCES,
        edgeTypes: EDGE_TYPES,
      },
      graphLimit: limit,
    }),
    outline: async ({ count, ...query }: OutlineQuery & { count: number }) => {
      await outline.update(query);
      return outline.page(0, count);
    },
    rows: ({ from, count }: { from: number; count: number }) => outline.page(from, count),
    locate: ({ key }: { key: string }) => outline.locate(key),
    detail: ({ key }: { key: string }) => memoryDetail(memory, key, { now: context.now() }) ?? null,
    graph: async (query: GraphQuery) => {
      const started = performance.now();
      const offered = await graphOf(memory, query, { now: () => context.now(), matcher: outline.matcher });
      queries.push(performance.now() - started);
      return offered.nodes.length < limit ? wholePicture(memory) : offered;
    },
    history: () => [],
  };
  return {
    queries,
    answer: async ({ v, kind, id, name, body }) => {
      if (kind !== 'request') return undefined;
      return { v, kind: 'reply', id, body: (await handlers[name]?.(body)) ?? null };
    },
  };
}
