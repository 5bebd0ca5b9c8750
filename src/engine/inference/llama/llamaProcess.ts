import { fork, type ChildProcess } from 'node:child_process';
import type { Logger } from '../../base/context';
import { StudioError } from '../../base/errors';
import { Emitter, type Disposable } from '../../base/events';
import type {
  GpuChoice,
  LlamaAdapter,
  LlamaFacts,
  LlamaRole,
  LlamaStateFacts,
} from '../../model/llamaWorker';
import { withSignal } from '../abort';
import { readModelFile } from '../files/modelFile';
import { checkLimit, modelMemory, tooLarge } from '../files/modelMemory';
import { Backoff } from './backoff';
import { engineError, type ConnectLlama, type LlamaConnection } from './connection';

export interface LlamaProcessOptions {
  /** Path of the worker's bundle, dist/workers/llama.js. */
  readonly script: string;
  readonly connect: ConnectLlama;
  /** Path of the GGUF file. */
  readonly model: string;
  readonly role: LlamaRole;
  /** 0 or left out: as many as the machine has cores fit for it. */
  readonly threads?: number | undefined;
  readonly contextSize?: number | undefined;
  /** `auto` where left out. */
  readonly gpu?: GpuChoice | undefined;
  /** One where left out. */
  readonly slots?: number | undefined;
  /** The adapters that a process begins with, asked for at each start. */
  readonly adapters?: (() => readonly LlamaAdapter[]) | undefined;
  /** Bytes that the process may hold; above, it is ended. */
  readonly memoryLimit?: number | undefined;
  /** The process ends after this time without work; the next request starts it again. */
  readonly idleMs?: number | undefined;
  readonly log: Logger;
}

export type LlamaState = 'stopped' | 'starting' | 'ready' | 'busy' | 'failed';

/** What a person sees of the process. */
export interface LlamaStatus {
  readonly state: LlamaState;
  readonly pid: number | undefined;
  /** Resident memory in bytes. */
  readonly memory: number | undefined;
  readonly facts: LlamaFacts | LlamaStateFacts | undefined;
  /** Why it failed last; undefined once it works again. */
  readonly error: StudioError | undefined;
}

interface Running {
  readonly child: ChildProcess;
  readonly connection: LlamaConnection;
  /** Set when it is ended on purpose: what requests in flight are told. */
  reason?: StudioError;
}

const CONTEXT = 2048;
const MEMORY_LIMIT = 4 * 2 ** 30;
const IDLE_MS = 5 * 60_000;

/**
 * A child process with one model. Started by the first request and again after it ended, sooner or later by how
 * often it crashed. A crash rejects what is in flight and harms nothing else.
 */
export class LlamaProcess implements Disposable {
  private readonly changed = new Emitter<LlamaStatus>();
  readonly onChanged = this.changed.event;
  private current: LlamaStatus = stopped;
  private running: Running | undefined;
  private starting: Promise<LlamaConnection> | undefined;
  private readonly backoff = new Backoff();
  private inFlight = 0;
  private started = 0;
  private idle: NodeJS.Timeout | undefined;
  private disposed = false;

  constructor(private readonly options: LlamaProcessOptions) {}

  get status(): LlamaStatus {
    return this.current;
  }

  /** How often a process was started. */
  get starts(): number {
    return this.started;
  }

  /**
   * Sends the process work, and starts it first where it does not run.
   * @throws StudioError `not-found`, `bad-model`, `no-space` (memory), `unavailable`; AbortError
   */
  async run<T>(use: (connection: LlamaConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    clearTimeout(this.idle);
    this.inFlight += 1;
    try {
      const connection = await withSignal((this.starting ??= this.start()), signal);
      this.set({ state: 'busy' });
      const used = this.running;
      try {
        const result = await use(connection);
        this.backoff.worked();
        return result;
      } catch (error) {
        throw signal?.aborted ? signal.reason : (used?.reason ?? engineError(error));
      }
    } finally {
      this.inFlight -= 1;
      if (this.inFlight === 0) this.rest();
    }
  }

  /** What the model is; starts the process where it does not run. */
  async facts(signal?: AbortSignal): Promise<LlamaFacts | LlamaStateFacts> {
    await this.run(async () => undefined, signal);
    if (!this.current.facts) throw failure('The model was unloaded meanwhile.');
    return this.current.facts;
  }

  /** Ends the process and forgets its crashes; the model is loaded again at once. */
  async restart(): Promise<void> {
    this.end(failure('The model is being restarted.'));
    this.backoff.worked();
    this.set(stopped);
    await this.facts();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.idle);
    this.end(failure('The model was closed.'));
    this.set(stopped);
    this.changed.dispose();
  }

  private async start(): Promise<LlamaConnection> {
    try {
      if (this.disposed) throw failure('The model was closed.');
      await this.backoff.wait();
      const { model, role, threads = 0, contextSize = CONTEXT, gpu, slots = 1, adapters } = this.options;
      const file = await readModelFile(model);
      checkLimit(modelMemory(file, { role, contextSize, slots }), this.memoryLimit);
      if (this.disposed) throw failure('The model was closed.');
      const running = this.fork();
      const facts = await running.connection
        .request('load', { path: model, role, threads, contextSize, gpu, slots, adapters: adapters?.() })
        .catch((error: unknown) => {
          throw running.reason ?? engineError(error);
        });
      const { architecture, device, note } = facts;
      this.options.log.info(`llama.cpp: ${architecture} on ${device}, ${facts.threads} threads`);
      if (note !== undefined) this.options.log.warn(`llama.cpp: ${note}`);
      this.set({ state: 'ready', facts, error: undefined });
      return running.connection;
    } catch (error) {
      const reason =
        error instanceof StudioError ? error : new StudioError('internal', String(error), { cause: error });
      this.end(reason);
      this.set({ ...stopped, state: 'failed', error: reason });
      throw reason;
    }
  }

  private fork(): Running {
    const child = fork(this.options.script, [], {
      // Flags of the host would end the child at once.
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: childEnvironment(),
    });
    this.started += 1;
    const running: Running = { child, connection: this.options.connect(child) };
    this.running = running;
    this.set({ state: 'starting', pid: child.pid, memory: undefined, facts: undefined });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) =>
        this.options.log.debug(`llama.cpp: ${chunk.toString().trimEnd()}`),
      );
    }
    running.connection.on('memory', (bytes) => this.watch(running, bytes));
    child.on('error', (error) => this.ended(running, error.message));
    child.on('exit', (code, signal) => this.ended(running, signal ?? `exit code ${String(code)}`));
    return running;
  }

  private watch(running: Running, bytes: number): void {
    if (this.running !== running) return;
    this.set({ memory: bytes });
    if (bytes <= this.memoryLimit) return;
    const reason = tooLarge(bytes, this.memoryLimit);
    this.end(reason);
    this.set({ ...stopped, state: 'failed', error: reason });
  }

  /** The child is gone; if nobody ended it, it crashed. */
  private ended(running: Running, how: string): void {
    if (running.reason) return;
    running.reason = new StudioError('unavailable', `The llama.cpp process ended unexpectedly (${how}).`, {
      remedy: 'It is started again by the next request; the log has what it wrote.',
    });
    running.connection.dispose();
    if (this.running !== running) return;
    this.running = undefined;
    this.starting = undefined;
    this.backoff.failed();
    this.options.log.error(running.reason, 'llama.cpp');
    this.set({ ...stopped, state: 'failed', error: running.reason });
  }

  private end(reason: StudioError): void {
    const running = this.running;
    this.running = undefined;
    this.starting = undefined;
    if (!running) return;
    running.reason = reason;
    running.connection.dispose();
    running.child.kill('SIGKILL');
  }

  private rest(): void {
    if (!this.running || this.current.state !== 'busy') return;
    this.set({ state: 'ready' });
    this.idle = setTimeout(() => {
      this.end(failure('The model was unloaded.'));
      this.set(stopped);
    }, this.options.idleMs ?? IDLE_MS);
    this.idle.unref();
  }

  private get memoryLimit(): number {
    return this.options.memoryLimit ?? MEMORY_LIMIT;
  }

  private set(change: Partial<LlamaStatus>): void {
    this.current = { ...this.current, ...change };
    this.changed.fire(this.current);
  }
}

const stopped: LlamaStatus = {
  state: 'stopped',
  pid: undefined,
  memory: undefined,
  facts: undefined,
  error: undefined,
};

function failure(message: string): StudioError {
  return new StudioError('unavailable', message, { remedy: 'Try again.' });
}

/** Without what a debugger would load into every Node process. */
function childEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS'));
}
