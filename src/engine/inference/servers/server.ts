import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../base/errors';

/** Where a model is served, and how patient to be with it. */
export interface ServerOptions {
  /** Base URL, for instance `https://api.openai.com/v1` or `http://127.0.0.1:11434`. */
  readonly url: string;
  readonly model: string;
  /** Time for one request in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** How often a request that failed for a passing reason is tried again. */
  readonly retries?: number | undefined;
}

export const TIMEOUT_MS = 60_000;
export const RETRIES = 3;

/**
 * The URL without a trailing slash.
 * @throws StudioError `bad-argument` for what is no http(s) URL, or holds a name and password
 */
export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new StudioError('bad-argument', `${JSON.stringify(text)} is not the address of a server.`, {
      remedy: 'Give an address such as http://127.0.0.1:11434.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new StudioError('bad-argument', 'The address of the server holds a name or a password.', {
      remedy: 'Leave it out of the address; the key is asked for and kept apart.',
    });
  }
  return url.href.replace(/\/+$/, '');
}

/** What a failed request means, from its HTTP status; without one the server did not answer. */
export function serverError(status: number | undefined, why: string, url: string): StudioError {
  const host = new URL(url).host;
  if (status === 401 || status === 403) {
    return new StudioError('unauthorized', `${host} refuses the key: ${why}`, {
      remedy: 'Enter the key of this server again.',
    });
  }
  if (status === 404) {
    return new StudioError('bad-model', `${host} does not have this model: ${why}`, {
      remedy: 'Check the name of the model, or load it on the server first.',
    });
  }
  if (status === undefined) {
    return new StudioError('unavailable', `${host} does not answer: ${why}`, {
      remedy: 'Check that the server runs and that its address is right.',
    });
  }
  if (status === 429 || status >= 500) {
    return new StudioError('unavailable', `${host} cannot serve this now (${status}): ${why}`, {
      remedy: 'Try again later.',
    });
  }
  return new StudioError('bad-argument', `${host} refuses the request (${status}): ${why}`, {
    remedy: 'Check the model and its settings.',
  });
}

/** An answer that ended before its end. What came of it is not kept. */
export function cutOff(url: string): StudioError {
  return new StudioError('unavailable', `${new URL(url).host} broke off in the middle of an answer.`, {
    remedy: 'Try again.',
  });
}

/**
 * Runs a request, and again after a growing pause while it fails because the server is away or busy.
 * @throws what the last try threw; AbortError
 */
export async function withRetries<T>(
  retries: number,
  signal: AbortSignal | undefined,
  request: () => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await request();
    } catch (error) {
      const passing = error instanceof StudioError && error.code === 'unavailable';
      if (!passing || tried >= retries) throw error;
      await sleep(200 * 2 ** tried, undefined, { signal });
    }
  }
}

/** A signal that follows the caller's and ends a request that takes too long. */
export function limited(signal: AbortSignal | undefined, timeoutMs: number): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/** The parts of an answer; failures between them are worded, and the signal's reason when it was aborted. */
export async function* inParts<T>(
  signal: AbortSignal | undefined,
  answer: Promise<AsyncIterable<T>>,
  worded: (error: unknown) => unknown,
): AsyncGenerator<T, void> {
  const parts = await answer;
  try {
    for await (const part of parts) {
      signal?.throwIfAborted();
      yield part;
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : worded(error);
  }
  // Clients end an aborted answer as if it were whole.
  signal?.throwIfAborted();
}
