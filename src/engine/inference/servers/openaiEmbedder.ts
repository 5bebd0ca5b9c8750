import { StudioError } from '../../base/errors';
import type { EmbedderTag } from '../../model/store';
import { inPortions } from '../portions';
import type { Embedder, EmbedOptions } from '../ports';
import { prefixed } from '../prefixes';
import { unitVector } from '../vectors';
import { openAiServer, type OpenAiOptions, type OpenAiServer } from './openaiClient';
import { sendable } from './sendable';
import { DOCUMENTS_MS } from './server';
import { shortening } from './tooLong';

export interface OpenAiEmbedderOptions extends OpenAiOptions {
  /** Asked for where given; otherwise the model's own. */
  readonly dimensions?: number | undefined;
  /** Texts a request. */
  readonly batch?: number | undefined;
}

const BATCH = 64;

/** An embedder behind `POST /embeddings` of OpenAI's API. */
export class OpenAiEmbedder implements Embedder {
  private constructor(
    readonly tag: EmbedderTag,
    private readonly server: OpenAiServer,
    private readonly options: OpenAiEmbedderOptions,
  ) {}

  /**
   * Connects, and embeds a word to learn the model's dimensions.
   * @throws StudioError `unavailable`, `unauthorized`, `bad-model`, `bad-argument`; AbortError
   */
  static async open(options: OpenAiEmbedderOptions, signal?: AbortSignal): Promise<OpenAiEmbedder> {
    const server = await openAiServer(options);
    const [vector] = await vectorsOf(server, options, ['memory'], signal);
    const name = `${options.model}@${new URL(server.url).host}`;
    return new OpenAiEmbedder({ name, dimensions: vector?.length ?? 0 }, server, options);
  }

  embed(texts: readonly string[], { kind, signal }: EmbedOptions): Promise<Float32Array[]> {
    const { model, batch = BATCH } = this.options;
    return inPortions(prefixed(model, texts, kind), batch, async (portion) => {
      const vectors = await shortening(portion, (texts) =>
        vectorsOf(this.server, this.options, texts, signal, kind === 'document' ? DOCUMENTS_MS : undefined),
      );
      return vectors.map((vector) => unitVector(vector, this.tag.dimensions));
    });
  }

  dispose(): void {}
}

async function vectorsOf(
  server: OpenAiServer,
  { model, dimensions }: OpenAiEmbedderOptions,
  texts: readonly string[],
  signal: AbortSignal | undefined,
  timeoutMs?: number,
): Promise<number[][]> {
  const input = texts.map(sendable);
  const size = dimensions === undefined ? {} : { dimensions };
  const { data } = await server.ask(
    signal,
    (client, options) =>
      client.embeddings.create({ model, input, encoding_format: 'float', ...size }, options),
    timeoutMs,
  );
  const sorted = Array.isArray(data) ? [...data].sort((a, b) => a.index - b.index) : [];
  if (sorted.length !== texts.length || !sorted.every(({ embedding }) => Array.isArray(embedding))) {
    throw new StudioError('bad-model', 'The server answered with other vectors than were asked for.', {
      remedy: 'Check that the address is that of an embeddings server.',
    });
  }
  return sorted.map(({ embedding }) => embedding);
}
