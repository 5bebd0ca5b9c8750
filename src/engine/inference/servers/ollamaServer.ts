import type { Ollama } from 'ollama';
import { StudioError } from '../../base/errors';
import {
  RETRIES,
  TIMEOUT_MS,
  inParts,
  limited,
  serverError,
  serverUrl,
  withRetries,
  type ServerOptions,
} from './server';

/** Ollama's API. A client is made for each request, since only its `fetch` can be given a signal. */
export class OllamaServer {
  private constructor(
    readonly url: string,
    private readonly options: ServerOptions,
    private readonly api: typeof import('ollama'),
  ) {}

  /** Throws StudioError `bad-argument` for an unusable address. Nothing is sent yet. */
  static async open(options: ServerOptions): Promise<OllamaServer> {
    return new OllamaServer(serverUrl(options.url), options, await import('ollama'));
  }

  /** Runs a request; failures are StudioErrors, and the signal's reason when it was aborted. */
  ask<T>(signal: AbortSignal | undefined, request: (client: Ollama) => Promise<T>): Promise<T> {
    const { timeoutMs = TIMEOUT_MS, retries = RETRIES } = this.options;
    return withRetries(retries, signal, async () => {
      signal?.throwIfAborted();
      const within = limited(signal, timeoutMs);
      const client = new this.api.Ollama({
        host: this.url,
        fetch: (input, init) => fetch(input, { ...init, signal: within }),
      });
      try {
        return await request(client);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw this.worded(error, timeoutMs);
      }
    });
  }

  /** The same for an answer in parts; once the first has come, nothing is tried again. */
  stream<T>(
    signal: AbortSignal | undefined,
    request: (client: Ollama) => Promise<AsyncIterable<T>>,
  ): AsyncGenerator<T, void> {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    return inParts(signal, this.ask(signal, request), (error) => this.worded(error, timeoutMs));
  }

  /** The first digits of what identifies the model's build; undefined where the server does not tell. */
  async digest(signal?: AbortSignal): Promise<string | undefined> {
    const { models } = await this.ask(signal, (client) => client.list());
    const { model } = this.options;
    const found = models.find(({ name }) => name === model || name === `${model}:latest`);
    return found?.digest?.replace(/^sha256:/, '').slice(0, 8);
  }

  private worded(error: unknown, timeoutMs: number): StudioError {
    if (error instanceof StudioError) return error;
    if (error instanceof Error && error.name === 'TimeoutError') {
      return serverError(undefined, `no answer within ${timeoutMs / 1000} s`, this.url);
    }
    const status = error instanceof Error && 'status_code' in error ? error.status_code : undefined;
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    const why = error instanceof Error ? `${error.message}${cause}` : String(error);
    return serverError(typeof status === 'number' ? status : undefined, why, this.url);
  }
}
