import ELK from 'elkjs/lib/elk-api';
import type { Edge } from '../../../src/engine/model/memory';
import { startWorker } from '../../shared/assets';
import type { Point } from './blocks';
import { planLayout, readLayout } from './elkGraph';
import { simpleLayout } from './simpleLayout';

let engine: Promise<InstanceType<typeof ELK>> | undefined;

/**
 * Places for all memories of a picture: the layered layout in a worker, or the simple one where no worker
 * can be started. `aspect` is the width of the room over its height.
 */
export async function arrange(
  keys: readonly string[],
  edges: readonly Edge[],
  aspect: number,
): Promise<Map<string, Point>> {
  engine ??= startWorker('layout').then((worker) => new ELK({ workerFactory: () => worker }));
  try {
    const elk = await engine;
    const plan = planLayout(keys, edges, aspect);
    return readLayout(plan, await elk.layout(plan.graph));
  } catch {
    return simpleLayout(keys, edges);
  }
}
