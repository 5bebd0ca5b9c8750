import type { JsonPath } from '../../base/json/types';
import type { FieldPath, RecordLayout, TextFormat } from '../../model/memory';

/** Where each format keeps text, metadata and vector inside a record. */
const LAYOUTS: Record<TextFormat, RecordLayout> = {
  naive_text: { memory: ['memory'], metadata: ['metadata'], vector: ['metadata', 'embedding'] },
  tree_text: { memory: ['memory'], metadata: ['metadata'], vector: ['metadata', 'embedding'] },
  general_text: { memory: ['payload', 'memory'], metadata: ['payload', 'metadata'], vector: ['vector'] },
  pref_text: { memory: ['memory'], metadata: ['payload'], vector: ['vector'] },
};

/** Depth at which a record starts in its file. */
const LEVELS: Record<TextFormat, number> = { naive_text: 1, general_text: 1, tree_text: 2, pref_text: 2 };

export const layoutOf = (format: TextFormat): RecordLayout => LAYOUTS[format];
export const levelOf = (format: TextFormat): number => LEVELS[format];

/** Where a field stands inside a record of the format. */
export function physicalPath(format: TextFormat, path: FieldPath): JsonPath {
  const layout = LAYOUTS[format];
  const [head, ...rest] = path;
  if (head === 'memory') return [...layout.memory, ...rest];
  if (head === 'metadata') return [...layout.metadata, ...rest];
  if (head === 'vector') return [...layout.vector, ...rest];
  return path;
}
