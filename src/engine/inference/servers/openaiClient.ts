import type { OpenAI } from 'openai';
import { StudioError } from '../../base/errors';
import { RETRIES, TIMEOUT_MS, serverError, serverUrl, type ServerOptions } from './server';

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
  return {
    client,
    url,
    ask: async (signal, request) => {
      signal?.throwIfAborted();
      try {
        return await request(client);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (error instanceof StudioError) throw error;
        if (error instanceof api.APIError) {
          const status: unknown = error.status;
          throw serverError(typeof status === 'number' ? status : undefined, error.message, url);
        }
        throw serverError(undefined, error instanceof Error ? error.message : String(error), url);
      }
    },
  };
}
