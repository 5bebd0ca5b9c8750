import type { Ollama } from 'ollama';
import { ask, askInParts, type Manner } from './asking';
import { RETRIES, TIMEOUT_MS, said, serverError, serverUrl, wordsOf, type ServerOptions } from './server';

/** Ollama's API. A client is made for each request, since only its `fetch` can be given a signal. */
export class OllamaServer {
  private readonly manner: Manner;

  private constructor(
    readonly url: string,
    private readonly options: ServerOptions,
    private readonly api: typeof import('ollama'),
  ) {
    const { timeoutMs = TIMEOUT_MS, retries = RETRIES } = options;
    const worded = (error: unknown) => serverError(undefined, wordsOf(error), url);
    this.manner = { url, timeoutMs, retries, worded };
  }

  /** Throws StudioError `bad-argument` for an unusable address. Nothing is sent yet. */
  static async open(options: ServerOptions): Promise<OllamaServer> {
    return new OllamaServer(serverUrl(options.url), options, await import('ollama'));
  }

  /** Runs a request; failures are StudioErrors, and the signal's reason when it was aborted. */
  ask<T>(
    signal: AbortSignal | undefined,
    request: (client: Ollama) => Promise<T>,
    timeoutMs = this.manner.timeoutMs,
  ): Promise<T> {
    return ask({ ...this.manner, timeoutMs }, signal, (within) => request(this.client(within)));
  }

  /** The same for an answer in parts; once the first has come, nothing is tried again. */
  stream<T>(
    signal: AbortSignal | undefined,
    request: (client: Ollama) => Promise<AsyncIterable<T>>,
  ): AsyncGenerator<T, void> {
    return askInParts(this.manner, signal, (within) => request(this.client(within)));
  }

  /** The first digits of what identifies the model's build; undefined where the server does not tell. */
  async digest(signal?: AbortSignal): Promise<string | undefined> {
    const { models } = await this.ask(signal, (client) => client.list());
    const { model } = this.options;
    const found = models.find(({ name }) => name === model || name === `${model}:latest`);
    return found?.digest?.replace(/^sha256:/, '').slice(0, 8);
  }

  /** Failures are worded here: the client would print what is no JSON to standard output. */
  private client(signal: AbortSignal): Ollama {
    return new this.api.Ollama({
      host: this.url,
      fetch: async (input, init) => {
        const response = await fetch(input, { ...init, signal });
        if (!response.ok) throw serverError(response.status, said(await response.text()), this.url);
        return response;
      },
    });
  }
}
