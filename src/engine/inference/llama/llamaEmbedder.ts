import type { EmbedderTag } from '../../model/store';
import { inPortions } from '../portions';
import { readModelFile } from '../files/modelFile';
import type { Embedder, EmbedOptions } from '../ports';
import { prefixed } from '../prefixes';
import { unitVector } from '../vectors';
import { LlamaProcess, type LlamaProcessOptions } from './llamaProcess';

/** Texts a message; between messages, and within one between texts, a request can be aborted. */
const PORTION = 32;

/** An embedder that runs in a process of its own. */
export class LlamaEmbedder implements Embedder {
  private constructor(
    readonly tag: EmbedderTag,
    readonly process: LlamaProcess,
  ) {}

  /**
   * Opens a GGUF file and loads it once, since only then its dimensions are known.
   * @throws StudioError `not-found`, `bad-model`, `unavailable`; AbortError
   */
  static async open(
    options: Omit<LlamaProcessOptions, 'role'>,
    signal?: AbortSignal,
  ): Promise<LlamaEmbedder> {
    const { tag } = await readModelFile(options.model);
    const process = new LlamaProcess({ ...options, role: 'embed' });
    try {
      const { dimensions } = await process.facts(signal);
      return new LlamaEmbedder({ name: tag, dimensions }, process);
    } catch (error) {
      process.dispose();
      throw error;
    }
  }

  async embed(texts: readonly string[], { kind, signal }: EmbedOptions): Promise<Float32Array[]> {
    return inPortions(prefixed(this.tag.name, texts, kind), PORTION, async (portion) => {
      const { vectors } = await this.process.run(
        (connection) => connection.request('embed', { texts: portion }, signal),
        signal,
      );
      return vectors.map((vector) => unitVector(vector, this.tag.dimensions));
    });
  }

  dispose(): void {
    this.process.dispose();
  }
}
