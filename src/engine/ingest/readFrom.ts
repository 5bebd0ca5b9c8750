import { readSource } from '../reader/readSource';
import type { ReadOptions, Source } from '../reader/types';
import type { IngestSource } from './types';

/** A source that MemReader reads; `kind` where it is something else than its content says, such as `selection`. */
export function readFrom(
  source: Source,
  options: Omit<ReadOptions, 'from' | 'made' | 'signal'>,
  kind?: string,
): IngestSource {
  const { mode, unit = 'window', language = '' } = options;
  return {
    ...{ source, kind, mode, settings: `${unit} ${language}` },
    read: (taken) => readSource(source, { ...options, ...taken }),
  };
}
