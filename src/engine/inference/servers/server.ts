import { StudioError } from '../../base/errors';

/** Where a model is served, and how patient to be with it. */
export interface ServerOptions {
  /** Base URL, for instance `https://api.openai.com/v1` or `http://127.0.0.1:11434`. */
  readonly url: string;
  readonly model: string;
  /** How long the server may be silent during a request, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** How often a request that failed for a passing reason is tried again. */
  readonly retries?: number | undefined;
}

/** How long a server may be silent, in milliseconds. */
export const TIMEOUT_MS = 60_000;
/** A portion of documents may take a server without a graphics card minutes to embed. */
export const DOCUMENTS_MS = 300_000;
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
    return new StudioError('unauthorized', `${host} refuses the key and says: “${why}”.`, {
      remedy: 'Enter the key of this server again.',
    });
  }
  if (status === 404 && /model/i.test(why)) {
    return new StudioError('bad-model', `${host} does not have this model and says: “${why}”.`, {
      remedy: 'Check the name of the model, or load it on the server first.',
    });
  }
  if (status === 404) {
    return new StudioError('not-found', `There is nothing at ${url}, and the server says: “${why}”.`, {
      remedy:
        'Check the address: that of Ollama has no path; those of servers with OpenAI’s API mostly end in /v1.',
    });
  }
  if (status === 501) {
    return new StudioError('bad-model', `${host} cannot do this with its model and says: “${why}”.`, {
      remedy: 'Choose another model, or start the server so that it serves this one.',
    });
  }
  if (status === undefined) {
    return new StudioError('unavailable', `${host} does not answer: “${why}”.`, {
      remedy: 'Check that the server runs and that its address is right.',
    });
  }
  if (status === 429 || status >= 500) {
    return new StudioError('unavailable', `${host} cannot serve this now (${status}) and says: “${why}”.`, {
      remedy: 'Try again later.',
    });
  }
  return new StudioError('bad-argument', `${host} refuses the request (${status}) and says: “${why}”.`, {
    remedy: 'Check the model and its settings.',
  });
}

/** The error for a request that took longer than it may. Asking again would only add to the server's work. */
export function tooSlow(timeoutMs: number, url: string, cause: unknown): StudioError {
  return new StudioError('unavailable', `${new URL(url).host} gave no answer within ${timeoutMs / 1000} s.`, {
    remedy: 'Check what the server is doing; a smaller model answers sooner.',
    cause,
  });
}

/** What a server says of its failure: the message in the body as the APIs have it, or the body itself. */
export function said(body: string): string {
  const { error, message, detail } = asObject(parsed(body));
  const words = [asObject(error)['message'], error, message, detail, body];
  const found = words.find((word) => typeof word === 'string' && word.trim() !== '');
  return typeof found === 'string' ? found.trim().slice(0, 500) : 'nothing';
}

/** What went wrong first: clients and `fetch` wrap it in words that tell less. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name with several addresses fails once for each.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return (inner instanceof Error ? wordsOf(inner) : '') || error.message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** An answer that ended before its end. What came of it is not kept. */
export function cutOff(url: string): StudioError {
  return new StudioError('unavailable', `${new URL(url).host} broke off in the middle of an answer.`, {
    remedy: 'Try again.',
  });
}
