import { readFile } from 'node:fs/promises';
import { Emitter } from '../../engine/base/events';
import { applyOps } from '../../engine/cube/text/applyOps';
import { readTextMemory } from '../../engine/cube/text/readTextMemory';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { IndexedCube } from '../../engine/transfer/indexCube';
import { touchedKeys, type Op } from '../../engine/model/change';
import type { IndexedText } from '../../protocol/searchWorker';

/** A copy of a session's text memory that follows its operations. */
export class CubeCopy implements IndexedCube {
  private readonly events = new Emitter<{ kind: 'apply' | 'reload'; keys: readonly string[] }>();
  readonly onDidChange = this.events.event;

  private constructor(
    readonly cube: { readonly name: string; readonly folder: string },
    readonly readOnly: boolean,
    public memory: TextMemory,
  ) {}

  static async of(text: IndexedText, signal: AbortSignal): Promise<CubeCopy> {
    return new CubeCopy(text, text.readOnly, await memoryOf(text, signal));
  }

  async replace(text: IndexedText, signal: AbortSignal): Promise<void> {
    this.memory = await memoryOf(text, signal);
    this.events.fire({ kind: 'reload', keys: [] });
  }

  apply(ops: readonly Op[]): void {
    applyOps(this.memory, ops);
    this.events.fire({ kind: 'apply', keys: [...new Set(ops.flatMap(touchedKeys))] });
  }
}

async function memoryOf({ content, file, format }: IndexedText, signal: AbortSignal): Promise<TextMemory> {
  const bytes = content ? Buffer.from(content) : await readFile(file, { signal });
  return readTextMemory(bytes, { file, format, signal });
}
