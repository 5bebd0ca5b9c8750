import type { ReadOptions } from '../reader/types';

/** What decides, besides the mode, what the reader makes of a source: `IngestSource.settings`. */
export function readingSettings({
  unit = 'window',
  language,
}: Pick<ReadOptions, 'unit' | 'language'>): string {
  return `${unit} ${language ?? ''}`;
}
