import type { CubeSummary } from '../../model/detail';
import { facetsOf } from '../outline/facets';
import type { TextMemory } from '../text/textMemory';
import { totalTokens } from './totalTokens';

/** The part of a summary that the file itself does not tell. */
export type SummaryContext = Pick<
  CubeSummary,
  'name' | 'path' | 'readOnly' | 'dirty' | 'problems' | 'recovered'
>;

/** A cube at a glance. After a change it costs as much as the change, not as the cube. */
export function summaryOf(memory: TextMemory, context: SummaryContext): CubeSummary {
  return {
    ...context,
    format: memory.format,
    hasEdges: memory.hasEdges,
    memories: memory.size,
    edges: memory.edges.slots.length,
    tokens: totalTokens(memory),
    ...facetsOf(memory),
  };
}
