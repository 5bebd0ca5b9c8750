/**
 * One channel class for webviews, workers and tests. Requests are numbered and always answered, by a
 * reply or an error; they can be aborted; when a side dies everything pending is rejected.
 */
import type { Place, StudioError } from '../engine/base/errors';

/** Raised when the shape or meaning of messages changes; both sides must agree. */
export const PROTOCOL_VERSION = 1;

export type Envelope =
  | {
      readonly v: number;
      readonly kind: 'request';
      readonly id: number;
      readonly name: string;
      readonly body: unknown;
    }
  | { readonly v: number; readonly kind: 'reply'; readonly id: number; readonly body: unknown }
  | { readonly v: number; readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly v: number; readonly kind: 'abort'; readonly id: number }
  | { readonly v: number; readonly kind: 'event'; readonly name: string; readonly body: unknown };

/** An error as it crosses the wire: a StudioError by its parts, or one with the code `aborted` or `internal`. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly place?: Place | undefined;
  readonly remedy?: string | undefined;
}

/** What a caller gets when the other side answers with an error. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  constructor(readonly error: WireError) {
    super(error.message);
  }
  get code(): string {
    return this.error.code;
  }
}

/** How messages travel. */
export interface Transport {
  post(message: Envelope): void;
  /** Calls the listener for each incoming message until disposed. */
  listen(listener: (message: unknown) => void): { dispose(): void };
}

/** A contract: request names with parameters and results, and events with their bodies. */
export interface Contract {
  requests: Record<string, { params: unknown; result: unknown }>;
  events: Record<string, unknown>;
}

export type Handlers<C extends Contract> = {
  [N in keyof C['requests']]: (
    params: C['requests'][N]['params'],
    signal: AbortSignal,
  ) => Promise<C['requests'][N]['result']> | C['requests'][N]['result'];
};

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class Channel<Local extends Contract, Remote extends Contract> {
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly running = new Map<number, AbortController>();
  private readonly listeners = new Map<string, Set<(body: unknown) => void>>();
  private readonly subscription: { dispose(): void };
  private closed = false;

  /**
   * @param handlers answer the other side's requests
   * @param describe turns what a handler threw into a wire error; where left out, engine errors travel whole
   */
  constructor(
    private readonly transport: Transport,
    private readonly handlers: Partial<Handlers<Local>>,
    private readonly describe: (error: unknown) => WireError = defaultDescribe,
  ) {
    this.subscription = transport.listen((message) => void this.receive(message));
  }

  /** Asks the other side. Rejects with RemoteError, or with the signal's reason when aborted. */
  request<N extends keyof Remote['requests'] & string>(
    name: N,
    params: Remote['requests'][N]['params'],
    signal?: AbortSignal,
  ): Promise<Remote['requests'][N]['result']> {
    if (this.closed)
      return Promise.reject(new RemoteError({ code: 'closed', message: 'The connection is closed.' }));
    signal?.throwIfAborted();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        if (!this.pending.delete(id)) return;
        this.transport.post({ v: PROTOCOL_VERSION, kind: 'abort', id });
        reject(signal?.reason);
      };
      const finish = (): void => signal?.removeEventListener('abort', onAbort);
      this.pending.set(id, {
        resolve: (value) => {
          finish();
          resolve(value);
        },
        reject: (error) => {
          finish();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.transport.post({ v: PROTOCOL_VERSION, kind: 'request', id, name, body: params });
    });
  }

  /** Tells the other side; nobody answers. */
  emit<N extends keyof Local['events'] & string>(name: N, body: Local['events'][N]): void {
    if (!this.closed) this.transport.post({ v: PROTOCOL_VERSION, kind: 'event', name, body });
  }

  /** Listens to an event of the other side. */
  on<N extends keyof Remote['events'] & string>(
    name: N,
    listener: (body: Remote['events'][N]) => void,
  ): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    set.add(listener as (body: unknown) => void);
    return () => void set.delete(listener as (body: unknown) => void);
  }

  /** Rejects all that is pending and aborts all that runs. */
  dispose(): void {
    if (this.closed) return;
    this.closed = true;
    this.subscription.dispose();
    for (const { reject } of this.pending.values()) {
      reject(new RemoteError({ code: 'closed', message: 'The connection was closed.' }));
    }
    this.pending.clear();
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
  }

  private async receive(message: unknown): Promise<void> {
    if (!isEnvelope(message)) return;
    if (message.kind === 'event') {
      for (const listener of this.listeners.get(message.name) ?? []) listener(message.body);
    } else if (message.kind === 'abort') {
      this.running.get(message.id)?.abort();
    } else if (message.kind === 'request') {
      await this.answer(message.id, message.name, message.body, message.v);
    } else {
      const pending = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (message.kind === 'reply') pending?.resolve(message.body);
      else pending?.reject(new RemoteError(message.error));
    }
  }

  private async answer(id: number, name: string, body: unknown, version: number): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    const reply = (envelope: Envelope): void => {
      if (!this.closed && !controller.signal.aborted) this.transport.post(envelope);
    };
    try {
      if (version !== PROTOCOL_VERSION)
        throw new RemoteError({
          code: 'protocol',
          message: 'Reload the window: the view is of another version.',
        });
      const handler = Object.hasOwn(this.handlers, name)
        ? this.handlers[name as keyof Handlers<Local>]
        : undefined;
      if (!handler) throw new RemoteError({ code: 'protocol', message: `Unknown request "${name}".` });
      const result = await handler(body, controller.signal);
      reply({ v: PROTOCOL_VERSION, kind: 'reply', id, body: result });
    } catch (error) {
      reply({ v: PROTOCOL_VERSION, kind: 'error', id, error: this.describe(error) });
    } finally {
      this.running.delete(id);
    }
  }
}

function defaultDescribe(error: unknown): WireError {
  if (error instanceof RemoteError) return error.error;
  if (!(error instanceof Error)) return { code: 'internal', message: String(error) };
  if (error.name === 'AbortError') return { code: 'aborted', message: '' };
  if (!isStudioError(error)) return { code: 'internal', message: error.message };
  const { code, message, place, remedy } = error;
  return { code, message, place, remedy };
}

/** By its name: messages know the shapes of the engine only. */
const isStudioError = (error: Error): error is StudioError => error.name === 'StudioError';

function isEnvelope(message: unknown): message is Envelope {
  if (typeof message !== 'object' || message === null) return false;
  const { v, kind, id, name } = message as Record<string, unknown>;
  if (typeof v !== 'number' || typeof kind !== 'string') return false;
  return kind === 'event'
    ? typeof name === 'string'
    : typeof id === 'number' && (kind !== 'request' || typeof name === 'string');
}
