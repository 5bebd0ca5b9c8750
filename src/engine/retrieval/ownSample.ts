import type { Embedder } from '../inference/ports';
import type { TextToEmbed } from '../store/port';
import { ALIKE, cosine } from './alike';

/** Texts that are embedded to be compared. */
const SIZE = 8;
/** Below twice as many, embedding all takes no longer than sampling. */
const ENOUGH = 2 * SIZE;
/** Bytes of a text that every model reads to its end; sentence-transformers cuts MiniLM's off after 256 tokens. */
const SHORT = 720;

/** Memories with a vector to be taken over, and some of them to be compared: always the same ones, and the longest. */
export class Sample {
  readonly items: { readonly id: string; readonly textHash: string }[] = [];
  private chosen: Pick[] = [];
  private longest: Pick | undefined;

  /** The sample for a text, of the short ones and the long ones. */
  static of([short, long]: readonly [Sample, Sample], text: string): Sample {
    return Buffer.byteLength(text) <= SHORT ? short : long;
  }

  get large(): boolean {
    return this.items.length >= ENOUGH;
  }

  /** A vector of nothing but zeros is still to be made, and is left out. */
  add({ id, text, textHash }: TextToEmbed, vector: Float32Array): void {
    if (!(Math.hypot(...vector) > 0)) return;
    this.items.push({ id, textHash });
    const pick = { text, textHash, vector };
    if (!this.longest || text.length > this.longest.text.length) this.longest = pick;
    // The smallest hashes are a choice by chance, and the same in every run.
    const last = this.chosen.at(-1);
    if (this.chosen.length >= SIZE - 1 && last && textHash >= last.textHash) return;
    if (this.chosen.some((other) => other.textHash === textHash)) return;
    this.chosen = [...this.chosen, pick]
      .sort((a, b) => (a.textHash < b.textHash ? -1 : 1))
      .slice(0, SIZE - 1);
  }

  /** Whether each vector of the sample is what the embedder makes of its text. */
  async agrees(embedder: Embedder, signal: AbortSignal | undefined): Promise<boolean> {
    const picks = this.longest ? [this.longest, ...this.chosen] : this.chosen;
    const texts = picks.map(({ text }) => text);
    const made = await embedder.embed(texts, { kind: 'document', signal });
    return picks.every(({ vector }, at) => cosine(vector, made[at]) >= ALIKE);
  }
}

interface Pick {
  readonly text: string;
  readonly textHash: string;
  readonly vector: Float32Array;
}
