import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder, EmbedOptions } from '../../src/engine/inference/ports.ts';
import type { EmbedderTag } from '../../src/engine/model/store.ts';

/** An embedder that keeps its vectors in a file of a folder, so that a second run needs no model's time. */
export class KeptVectors implements Embedder {
  private readonly embedder: Embedder;
  private readonly file: string;
  private readonly known: Map<string, string>;

  private constructor(embedder: Embedder, file: string, known: Map<string, string>) {
    this.embedder = embedder;
    this.file = file;
    this.known = known;
  }

  static async open(embedder: Embedder, folder: string): Promise<KeptVectors> {
    const file = join(folder, `${embedder.tag.name.replace(/[^\w.@-]/g, '_')}.json`);
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new KeptVectors(
      embedder,
      file,
      new Map(Object.entries(JSON.parse(text) as Record<string, string>)),
    );
  }

  get tag(): EmbedderTag {
    return this.embedder.tag;
  }

  async embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]> {
    const keys = texts.map((text) => keyOf(text, options.kind));
    const missing = texts.filter((_, at) => !this.known.has(keys[at] ?? ''));
    const made = missing.length > 0 ? await this.embedder.embed(missing, options) : [];
    missing.forEach((text, at) => {
      const vector = made[at];
      if (vector) this.known.set(keyOf(text, options.kind), Buffer.from(vector.buffer).toString('base64'));
    });
    return keys.map((key) => {
      const bytes = Uint8Array.from(Buffer.from(this.known.get(key) ?? '', 'base64'));
      return new Float32Array(bytes.buffer);
    });
  }

  /** Writes what was made. */
  async save(): Promise<void> {
    await mkdir(join(this.file, '..'), { recursive: true });
    await writeFile(`${this.file}.new`, JSON.stringify(Object.fromEntries(this.known)));
    await rename(`${this.file}.new`, this.file);
  }

  dispose(): void {
    this.embedder.dispose();
  }
}

const keyOf = (text: string, kind: string): string =>
  createHash('sha256').update(`${kind}\n${text}`).digest('base64url').slice(0, 22);
