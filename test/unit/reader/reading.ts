import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StudioError } from '../../../src/engine/base/errors';
import { readSource } from '../../../src/engine/reader/readSource';
import type { ReadMemory, ReadPortion } from '../../../src/engine/model/reading';
import type { ReadOptions, Source } from '../../../src/engine/reader/types';

/** All portions of a source; text is given as it is, or as bytes. */
export async function read(
  name: string,
  content: string | Uint8Array,
  options: Partial<ReadOptions> & Pick<Partial<Source>, 'firstLine'> = {},
): Promise<ReadPortion[]> {
  const { firstLine, ...rest } = options;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const portions: ReadPortion[] = [];
  for await (const portion of readSource({ name, bytes, firstLine }, { mode: 'fast', ...rest }))
    portions.push(portion);
  return portions;
}

export async function memories(...args: Parameters<typeof read>): Promise<ReadMemory[]> {
  return (await read(...args)).flatMap((portion) => portion.memories);
}

/** What reading complains about, in one line: `code: place: message remedy`. */
export async function complaint(...args: Parameters<typeof read>): Promise<string> {
  try {
    await read(...args);
  } catch (error) {
    if (error instanceof StudioError) return `${error.code}: ${error.describe()}`;
    throw error;
  }
  return 'nothing';
}

export function fixture(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, '../../fixtures/reader', name));
}
