import { StudioError } from '../../base/errors';
import type { EmbedderTag } from '../../model/store';
import { inPortions } from '../portions';
import type { Embedder, EmbedOptions } from '../ports';
import { prefixed } from '../prefixes';
import { unitVector } from '../vectors';
import { OllamaServer } from './ollamaServer';
import { sendable } from './sendable';
import { DOCUMENTS_MS, type ServerOptions } from './server';

/** Texts a request. */
const BATCH = 32;

/** An embedder that Ollama serves (`POST /api/embed`). */
export class OllamaEmbedder implements Embedder {
  private constructor(
    readonly tag: EmbedderTag,
    private readonly model: string,
    private readonly server: OllamaServer,
  ) {}

  /**
   * Connects, and embeds a word to learn the model's dimensions.
   * @throws StudioError `unavailable`, `bad-model`, `bad-argument`; AbortError
   */
  static async open(options: ServerOptions, signal?: AbortSignal): Promise<OllamaEmbedder> {
    const server = await OllamaServer.open(options);
    const [vector] = await vectorsOf(server, options.model, ['memory'], signal);
    const build = (await server.digest(signal)) ?? new URL(server.url).host;
    const tag = { name: `${options.model}@${build}`, dimensions: vector?.length ?? 0 };
    return new OllamaEmbedder(tag, options.model, server);
  }

  embed(texts: readonly string[], { kind, signal }: EmbedOptions): Promise<Float32Array[]> {
    return inPortions(prefixed(this.model, texts, kind), BATCH, async (portion) => {
      const patience = kind === 'document' ? DOCUMENTS_MS : undefined;
      const vectors = await vectorsOf(this.server, this.model, portion, signal, patience);
      return vectors.map((vector) => unitVector(vector, this.tag.dimensions));
    });
  }

  dispose(): void {}
}

async function vectorsOf(
  server: OllamaServer,
  model: string,
  texts: readonly string[],
  signal: AbortSignal | undefined,
  timeoutMs?: number,
): Promise<number[][]> {
  const input = texts.map(sendable);
  const { embeddings } = await server.ask(
    signal,
    (client) => client.embed({ model, input, truncate: true }),
    timeoutMs,
  );
  if (!Array.isArray(embeddings) || embeddings.length !== texts.length) {
    throw new StudioError('bad-model', 'The server answered with other vectors than were asked for.', {
      remedy: 'Check that the address is that of an embeddings server.',
    });
  }
  return embeddings;
}
