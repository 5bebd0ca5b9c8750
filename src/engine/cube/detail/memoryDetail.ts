import { parseJson } from '../../base/json/parse';
import { nodeAt } from '../../base/json/value';
import type { MemoryDetail } from '../../model/detail';
import type { MemoryKey } from '../../model/memory';
import { normaliseSources, type Use } from '../../model/normalise';
import { problemText, type Problem } from '../../model/problem';
import { isPlaceholder } from '../../model/placeholder';
import { placeOf } from '../outline/childrenOf';
import { usesPerDay } from '../outline/days';
import { forestOf } from '../outline/forest';
import { metadataOf, recordData, textOf, usesOf } from '../outline/recordData';
import { estimateTokens } from '../../base/tokens';
import type { TextMemory } from '../text/textMemory';
import { fieldViews } from './fields';
import { knownFields } from './knownFields';
import { relationsOf } from './relations';

const USE_DAYS = 90;
const HEAT_DAYS = 30;

export interface DetailOptions {
  readonly now: Date;
  /** Whether the text has changed since its vector was made. */
  readonly staleVector?: boolean | undefined;
  /** Problems of the cube; those of this memory are shown. */
  readonly problems?: readonly Problem[] | undefined;
}

/** Everything about one memory for the inspector; undefined where there is none with this key. */
export function memoryDetail(
  memory: TextMemory,
  key: MemoryKey,
  options: DetailOptions,
): MemoryDetail | undefined {
  const slot = memory.byKey.get(key);
  if (!slot) return undefined;
  const { row } = slot;
  const text = memory.text(key);
  const root = parseJson(text);
  const data = recordData(memory, slot);
  const uses = usesOf(memory, data);
  const forest = forestOf(memory);
  const ancestors = forest.ancestors(forest.of(key)).map((up) => forest.rows[up]!);
  const body = textOf(memory, data);
  return {
    row: {
      ...row,
      ...placeOf(memory, key),
      depth: ancestors.length,
      expanded: false,
      matches: true,
      heat: usesPerDay(uses, options.now, HEAT_DAYS),
      tokens: estimateTokens(body),
    },
    memory: body,
    ...fieldViews(text, nodeAt(root, memory.layout.metadata), knownFields(memory.format, row.type)),
    sources: normaliseSources(metadataOf(memory, data, 'sources')),
    ...relationsOf(memory, key),
    path: ancestors.map(({ key, title }) => ({ key, title })),
    vector: vectorOf(memory, key, options),
    uses: { count: uses.length, last: lastOf(uses), days: usesPerDay(uses, options.now, USE_DAYS) },
    problems: (options.problems ?? [])
      .filter((problem) => problem.memory === key)
      .map((problem) => ({ severity: problem.severity, text: problemText(problem) })),
  };
}

/** A vector of nothing but zeros stands for one that is still to be made. */
function vectorOf(memory: TextMemory, key: MemoryKey, options: DetailOptions): MemoryDetail['vector'] {
  const dimensions = memory.row(key)?.dimensions;
  if (dimensions === undefined) return undefined;
  const stale = options.staleVector === true || isPlaceholder(memory.fieldRaw(key, ['vector']) ?? '');
  return { dimensions, stale };
}

function lastOf(uses: readonly Use[]): number | undefined {
  const times = uses.flatMap(({ time }) => (time === undefined ? [] : [time]));
  return times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : undefined;
}
