import { availableParallelism, freemem } from 'node:os';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../base/errors';
import { onReading } from '../../../cube/files/fileError';
import type { DistilProgress, TrainingSettings } from '../../../model/distil';
import { readBaseModel } from '../../files/baseModel';
import type { Environment } from '../environment/trainingEnvironment';
import { requireSpace } from '../environment/needs';
import { runLines } from '../runLines';
import { readTrainerEvent, type TrainerEvent } from './trainerEvents';

/** Settings that suit a small model and some dozens of facts. */
export const TRAINING_DEFAULTS: TrainingSettings = {
  rank: 8,
  alpha: 16,
  targets: ['q_proj', 'k_proj', 'v_proj', 'o_proj'],
  rate: 2e-3,
  epochs: 15,
  batch: 4,
  seed: 1,
};

export interface TrainRequest {
  readonly environment: Environment;
  /** The folder with `train.py`. */
  readonly scripts: string;
  /** GGUF file of the model. */
  readonly base: string;
  /** JSON lines of `TokenRow`. */
  readonly examples: string;
  /** Folder for the checkpoint and the adapter as PEFT saves it. */
  readonly out: string;
  readonly settings: TrainingSettings;
  /** 0: as many as the machine has cores. */
  readonly threads?: number | undefined;
  /** Seconds between two checkpoints. */
  readonly keepEvery?: number | undefined;
  readonly onProgress?: ((progress: DistilProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Trained {
  /** Steps that were done; fewer than planned where the answers were known by heart before. */
  readonly steps: number;
  readonly notes: readonly string[];
}

/** Bytes that are left for everything but the weights. */
const BESIDE = 1.5e9;
/** Room for checkpoints and the adapter. */
const OUT_BYTES = 100e6;

/**
 * Trains in a child process, from a checkpoint where there is one of the same settings and examples. Aborted, it writes a
 * checkpoint first.
 * @throws StudioError `no-space`, `unavailable` (not enough memory, killed), `unsupported`, `bad-model`; AbortError
 */
export async function trainAdapter(request: TrainRequest): Promise<Trained> {
  const { environment, scripts, settings, out, signal } = request;
  await requireMemory(request.base);
  await requireSpace(out, OUT_BYTES, 'The training');
  const threads = request.threads || availableParallelism();
  const flags: Record<string, string> = {
    base: request.base,
    examples: request.examples,
    out,
    rank: String(settings.rank),
    alpha: String(settings.alpha),
    targets: settings.targets.join(','),
    rate: String(settings.rate),
    epochs: String(settings.epochs),
    batch: String(settings.batch),
    seed: String(settings.seed),
    threads: String(threads),
    ...(request.keepEvery === undefined ? {} : { 'keep-every': String(request.keepEvery) }),
  };
  const told = new Told(request.onProgress);
  const { code, lines } = await runLines(
    environment.python,
    [join(scripts, 'train.py'), ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])],
    {
      signal,
      // Threads that wait busily for each other are many times slower where another program has a core.
      env: {
        OMP_WAIT_POLICY: 'PASSIVE',
        PYTHONNOUSERSITE: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONUTF8: '1',
      },
      onLine: (line) => told.take(readTrainerEvent(line)),
    },
  );
  if (code === 0 && told.done) return told.result;
  throw told.failure(code, lines, request);
}

class Told {
  private readonly notes: string[] = [];
  private step = 0;
  private error: Extract<TrainerEvent, { event: 'error' }> | undefined;
  done = false;

  constructor(private readonly onProgress: TrainRequest['onProgress']) {}

  get result(): Trained {
    return { steps: this.step, notes: this.notes };
  }

  take(event: TrainerEvent | undefined): void {
    if (event?.event === 'note') this.notes.push(event.text);
    else if (event?.event === 'error') this.error = event;
    else if (event?.event === 'done') this.done = true;
    else if (event?.event === 'start') {
      if (event.leftOut > 0) this.notes.push(`${event.leftOut} examples are too long and were left out.`);
      const { step, steps } = event;
      this.onProgress?.({ phase: 'training', step, steps, epoch: 0, loss: undefined, eta: undefined });
    } else if (event?.event === 'step') {
      const { step, steps, epoch, loss, eta } = event;
      this.step = step;
      this.onProgress?.({ phase: 'training', step, steps, epoch, loss, eta });
    }
  }

  failure(code: number | null, lines: readonly string[], { base, out }: TrainRequest): StudioError {
    const cause = new Error(lines.join('\n'));
    const resume = 'What is trained so far is kept; the same training goes on from there.';
    if (this.error?.code === 'no-space') {
      return new StudioError('no-space', 'The disk is full.', {
        place: { file: out },
        remedy: `Free some space and try again. ${resume}`,
        cause,
      });
    }
    if (this.error?.code === 'no-memory' || code === 137) {
      return new StudioError('unavailable', 'The machine has not enough memory for this training.', {
        remedy: `Close other programs, or train on a smaller model. ${resume}`,
        cause,
      });
    }
    if (this.error && /architecture .*not supported|not supported yet/i.test(this.error.message)) {
      return new StudioError('unsupported', `transformers cannot load this model: ${this.error.message}`, {
        place: { file: base },
        remedy: 'Choose a model of the Llama, Qwen, Gemma, Phi or Mistral families.',
        cause,
      });
    }
    if (this.error) {
      return new StudioError('unavailable', `The training failed: ${this.error.message}`, {
        remedy: resume,
        cause,
      });
    }
    if (code === null) {
      return new StudioError('unavailable', 'The training was ended by the system.', {
        remedy: resume,
        cause,
      });
    }
    const last = lines.findLast((line) => line.trim() !== '' && !readTrainerEvent(line)) ?? '';
    return new StudioError('unavailable', `The training ended with ${code}: ${last.trim()}`, {
      remedy: resume,
      cause,
    });
  }
}

/** The weights are trained on in 32 bits, whatever they have in the file. */
async function requireMemory(base: string): Promise<void> {
  const { tensors } = readBaseModel(base);
  let numbers = 0;
  for (const shape of tensors.values()) numbers += shape.reduce((product, length) => product * length, 1);
  const wanted = numbers * 4 + (await onReading(base, () => stat(base))).size + BESIDE;
  const free = availableMemory();
  if (wanted <= free) return;
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
  throw new StudioError(
    'unavailable',
    `Training on this model takes about ${gigabytes(wanted)} GB of memory; ${gigabytes(free)} GB are free.`,
    { place: { file: base }, remedy: 'Close other programs, or train on a smaller model.' },
  );
}

/** What a program may take; `freemem` of Linux leaves out what caches would give back. */
function availableMemory(): number {
  return Math.max(process.availableMemory(), freemem());
}
