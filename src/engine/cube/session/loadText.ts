import { access, constants } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { TextFormat } from '../../model/memory';
import type { FileStamp } from '../files/fileStamp';
import { readContent } from '../files/readFileInPortions';
import { readTextMemory } from '../text/readTextMemory';
import type { TextMemory } from '../text/textMemory';

export interface LoadOptions {
  readonly format?: TextFormat | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** A file's bytes before they are understood. */
export type TextContent = Awaited<ReturnType<typeof readContent>>;

/** A text memory as it stands on the disk, and which content that is. */
export interface LoadedText {
  readonly memory: TextMemory;
  readonly sha256: string;
  readonly stamp: FileStamp;
}

/** Share of the work that reading the bytes takes. */
const READING = 0.2;

/** Reads a text-memory file; errors are those of `readContent` and `readTextMemory`. */
export async function loadText(file: string, options: LoadOptions = {}): Promise<LoadedText> {
  const { signal, onProgress } = options;
  const onRead = (share: number): void => onProgress?.(share * READING);
  return parseText(file, await readContent(file, { signal, onProgress: onRead }), options);
}

/** Reads the memory out of a file's bytes. */
export async function parseText(
  file: string,
  { bytes, sha256, stamp }: TextContent,
  { signal, onProgress, format }: LoadOptions = {},
): Promise<LoadedText> {
  const memory = await readTextMemory(bytes, {
    file: basename(file),
    format,
    signal,
    onProgress: (share) => onProgress?.(READING + share * (1 - READING)),
  });
  onProgress?.(1);
  return { memory, sha256, stamp };
}

/** Whether the file and its folder may be written to. */
export async function isWritable(file: string): Promise<boolean> {
  try {
    await access(file, constants.W_OK);
    await access(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
