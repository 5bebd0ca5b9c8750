import { readSource } from '../reader/readSource';
import type { ReadOptions, Source } from '../reader/types';
import { readingSettings } from './readingSettings';
import type { IngestSource } from './types';

/** A source that MemReader reads; `kind` where it is something else than its content says, such as `selection`. */
export function readFrom(
  source: Source,
  options: Omit<ReadOptions, 'from' | 'made' | 'signal'>,
  kind?: string,
): IngestSource {
  return {
    ...{ source, kind, mode: options.mode, settings: readingSettings(options) },
    read: (taken) => readSource(source, { ...options, ...taken }),
  };
}
