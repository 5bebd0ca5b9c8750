import type { OpenAI } from 'openai';
import { StudioError } from '../../base/errors';
import { RETRIES, TIMEOUT_MS, inParts, serverError, serverUrl, type ServerOptions } from './server';

export interface OpenAiOptions extends ServerOptions {
  /** Local servers want none. */
  readonly key?: string | undefined;
}

/** A client of OpenAI's API and a way to word its failures. The client retries by itself, as the server asks. */
export interface OpenAiServer {
  readonly client: OpenAI;
  readonly url: string;
  /** Runs a request; failures are StudioErrors, and the signal's reason when it was aborted. */
  ask<T>(signal: AbortSignal | undefined, request: (client: OpenAI) => Promise<T>): Promise<T>;
  /** The same for an answer in parts; once the first has come, nothing is tried again. */
  stream<T>(
    signal: AbortSignal | undefined,
    request: (client: OpenAI) => Promise<AsyncIterable<T>>,
  ): AsyncGenerator<T, void>;
}

/** Throws StudioError `bad-argument` for an unusable address. Nothing is sent yet. */
export async function openAiServer(options: OpenAiOptions): Promise<OpenAiServer> {
  const url = serverUrl(options.url);
  const api = await import('openai');
  const client = new api.OpenAI({
    baseURL: url,
    apiKey: options.key ?? 'none',
    // From the environment otherwise, where keys of other purposes lie.
    organization: null,
    project: null,
    maxRetries: options.retries ?? RETRIES,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    logLevel: 'off',
  });
  const worded = (error: unknown): unknown => {
    if (error instanceof StudioError) return error;
    if (error instanceof api.APIError) {
      const status: unknown = error.status;
      return serverError(typeof status === 'number' ? status : undefined, error.message, url);
    }
    return serverError(undefined, error instanceof Error ? error.message : String(error), url);
  };
  const ask: OpenAiServer['ask'] = async (signal, request) => {
    signal?.throwIfAborted();
    try {
      return await request(client);
    } catch (error) {
      throw signal?.aborted ? signal.reason : worded(error);
    }
  };
  return { client, url, ask, stream: (signal, request) => inParts(signal, ask(signal, request), worded) };
}
