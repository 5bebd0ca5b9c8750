import type { OpenAI } from 'openai';
import { ask, askInParts } from './asking';
import { RETRIES, TIMEOUT_MS, said, serverError, serverUrl, wordsOf, type ServerOptions } from './server';
import { isTooLong } from './tooLong';

export interface OpenAiOptions extends ServerOptions {
  /** Local servers want none. */
  readonly key?: string | undefined;
}

/** What a request is given besides its parameters. */
interface WithSignal {
  readonly signal: AbortSignal;
}

/** A client of OpenAI's API and a way to word its failures. The client retries by itself, as the server asks. */
export interface OpenAiServer {
  readonly url: string;
  /** Runs a request; failures are StudioErrors, and the signal's reason when it was aborted. */
  ask<T>(
    signal: AbortSignal | undefined,
    request: (client: OpenAI, options: WithSignal) => Promise<T>,
    timeoutMs?: number,
  ): Promise<T>;
  /** The same for an answer in parts; once the first has come, nothing is tried again. */
  stream<T>(
    signal: AbortSignal | undefined,
    request: (client: OpenAI, options: WithSignal) => Promise<AsyncIterable<T>>,
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
    fetch: fetchFor,
    logLevel: 'off',
  });
  const worded = (error: unknown): unknown => {
    const status: unknown = error instanceof api.APIError ? error.status : undefined;
    if (typeof status !== 'number') return serverError(undefined, wordsOf(error), url);
    // The client puts the status before what the server says.
    return serverError(status, wordsOf(error).replace(`${status} `, ''), url);
  };
  const manner = { url, timeoutMs: options.timeoutMs ?? TIMEOUT_MS, retries: 0, worded };
  return {
    url,
    ask: (signal, request, timeoutMs = manner.timeoutMs) =>
      ask({ ...manner, timeoutMs }, signal, (within) => request(client, { signal: within })),
    stream: (signal, request) => askInParts(manner, signal, (within) => request(client, { signal: within })),
  };
}

/** llama.cpp's server answers 501 for what it never does, and 500 for a text that is too long: no reason to ask again. */
async function fetchFor(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status !== 500 && response.status !== 501) return response;
  const body = await response.text();
  const headers = new Headers(response.headers);
  if (response.status === 501 || isTooLong(said(body))) headers.set('x-should-retry', 'false');
  return new Response(body, { status: response.status, headers });
}
