import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../base/errors';
import { tooSlow } from './server';

/** How requests to one server are run. */
export interface Manner {
  readonly url: string;
  /** How often a request that failed for a passing reason is tried again. */
  readonly retries: number;
  /** How long the server may be silent, in milliseconds. */
  readonly timeoutMs: number;
  /** Makes a StudioError of what a client throws. */
  readonly worded: (error: unknown) => unknown;
}

/** Runs a request with the signal that it is given. @throws StudioError; the caller's reason to abort */
export async function ask<T>(
  manner: Manner,
  caller: AbortSignal | undefined,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const patience = new Patience(caller, manner.timeoutMs);
  try {
    return await begun(manner, patience, request);
  } finally {
    patience.end();
  }
}

/** The parts of an answer. Once the first has come, nothing is tried again. Throws as above. */
export async function* askInParts<T>(
  manner: Manner,
  caller: AbortSignal | undefined,
  request: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
): AsyncGenerator<T, void> {
  const patience = new Patience(caller, manner.timeoutMs);
  try {
    const parts = await begun(manner, patience, request);
    try {
      for await (const part of parts) {
        patience.signal.throwIfAborted();
        patience.heard();
        yield part;
      }
      // Clients end an aborted answer as if it were whole.
      patience.signal.throwIfAborted();
    } catch (error) {
      throw patience.meaning(error, manner);
    }
  } finally {
    patience.end();
  }
}

/** Runs a request, and again after a growing pause while it fails because the server is away or busy. */
async function begun<T>(
  manner: Manner,
  patience: Patience,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    patience.caller?.throwIfAborted();
    patience.heard();
    try {
      return await request(patience.signal);
    } catch (error) {
      const meaning = patience.meaning(error, manner);
      const passing = meaning instanceof StudioError && meaning.code === 'unavailable' && !patience.over;
      if (!passing || tried >= manner.retries) throw meaning;
      await sleep(200 * 2 ** tried, undefined, { signal: patience.caller });
    }
  }
}

/** Ends a request when its caller does, and when nothing is heard of it for too long. */
class Patience {
  private readonly ran = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  readonly signal: AbortSignal;

  constructor(
    readonly caller: AbortSignal | undefined,
    private readonly timeoutMs: number,
  ) {
    this.signal = caller ? AbortSignal.any([caller, this.ran.signal]) : this.ran.signal;
  }

  /** Whether it ran out: asking again would only add to the server's work. */
  get over(): boolean {
    return this.ran.signal.aborted;
  }

  heard(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ran.abort(), this.timeoutMs);
    this.timer.unref();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  /** What a failure of the request means. */
  meaning(error: unknown, { url, worded }: Manner): unknown {
    if (this.caller?.aborted) return this.caller.reason;
    if (error instanceof StudioError) return error;
    return this.over ? tooSlow(this.timeoutMs, url, error) : worded(error);
  }
}
