import type { EngineContext } from '../../engine/base/context';
import type { LiveCube } from '../../engine/live/liveCube';
import { liveGraph } from '../../engine/live/liveGraph';
import { LiveOutline } from '../../engine/live/liveOutline';
import type { GraphData, GraphQuery, Positions } from '../../engine/model/graph';
import type { OutlinePage, OutlineQuery } from '../../engine/model/query';
import type { CubeView, Located } from '../cubes/cubeData';

/** Outline and graph of a cube in a store. */
export class StoreView implements CubeView {
  private readonly outline: LiveOutline;

  constructor(
    private readonly live: LiveCube,
    private readonly context: EngineContext,
  ) {
    this.outline = new LiveOutline(live.store, { now: () => context.now(), analyse: live.analyse });
  }

  update(query: OutlineQuery, signal: AbortSignal): Promise<void> {
    return this.outline.update(query, signal);
  }

  page(from: number, count: number, signal: AbortSignal): Promise<OutlinePage> {
    return this.outline.page(from, count, signal);
  }

  locate(key: string, signal: AbortSignal): Promise<Located> {
    return this.outline.locate(key, signal);
  }

  graph(query: GraphQuery, positions: Positions, signal: AbortSignal): Promise<GraphData> {
    const now = this.context.now();
    return liveGraph(this.live.store, query, { now, analyse: this.live.analyse, positions, signal });
  }
}
