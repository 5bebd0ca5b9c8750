import type { EngineContext } from '../../engine/base/context';
import { graphOf } from '../../engine/cube/graph/graphOf';
import { Outline } from '../../engine/cube/outline/outline';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { GraphData, GraphQuery, Positions } from '../../engine/model/graph';
import type { MemoryKey } from '../../engine/model/memory';
import type { OutlinePage, OutlineQuery } from '../../engine/model/query';
import type { CubeView, Located } from './cubeData';

/** Outline and graph of a cube in a folder. */
export class FolderView implements CubeView {
  private current: Outline | undefined;
  private asked = false;

  constructor(
    private readonly session: CubeSession,
    private readonly context: EngineContext,
  ) {}

  /** The outline of the memory as it is open now; a reload replaces the memory. */
  private get outline(): Outline {
    const { memory } = this.session;
    if (this.current?.memory !== memory) this.current = new Outline(memory, this.context);
    return this.current;
  }

  async update(query: OutlineQuery, signal: AbortSignal): Promise<void> {
    this.asked = true;
    await this.outline.update(query, signal);
  }

  page(from: number, count: number): OutlinePage {
    return this.outline.page(from, count);
  }

  locate(key: MemoryKey, signal: AbortSignal): Located {
    if (!this.asked) return { index: -1, ancestors: [] };
    const found = this.outline.locate(key);
    signal.throwIfAborted();
    return found;
  }

  graph(query: GraphQuery, positions: Positions, signal: AbortSignal): Promise<GraphData> {
    const { matcher, memory } = this.outline;
    return graphOf(memory, query, { now: () => this.context.now(), matcher, positions, signal });
  }
}
