import { StudioError } from '../../base/errors';
import type { LlamaRole } from '../../model/llamaWorker';
import type { ModelFile } from './modelFile';

/** Memory that a model is going to take, in bytes, before what computing takes by the way. */
export interface ModelMemory {
  readonly weights: number;
  /** Keys and values of all slots; 0 for an embedder, which keeps none, and where the header does not tell. */
  readonly keys: number;
  readonly slots: number;
  /** Tokens of one slot. */
  readonly contextSize: number;
}

/** Reckons it from the file and from how it is going to be used. */
export function modelMemory(
  { bytes, shape }: ModelFile,
  { role, contextSize, slots }: { role: LlamaRole; contextSize: number; slots: number },
): ModelMemory {
  const tokens = Math.min(contextSize, shape.contextSize ?? contextSize);
  const keys = role === 'chat' ? (shape.tokenBytes ?? 0) * tokens * slots : 0;
  return { weights: bytes, keys, slots, contextSize: tokens };
}

/** Throws StudioError `unavailable` with the numbers where a model takes more than its process may. */
export function checkLimit({ weights, keys, slots, contextSize }: ModelMemory, limit: number): void {
  if (weights + keys <= limit) return;
  if (keys === 0) throw tooLarge(weights, limit);
  throw new StudioError(
    'unavailable',
    `The model takes ${megabytes(weights)} MB of memory and ${megabytes(keys)} MB for ${slots} × ${contextSize} tokens, more than the ${megabytes(limit)} MB allowed.`,
    {
      remedy:
        'Choose a smaller model, a smaller context or fewer slots, or raise memcube.embedder.memoryLimit.',
    },
  );
}

/** Throws StudioError `unavailable` with the numbers where a model takes more than is free. */
export function checkFree({ weights, keys, slots, contextSize }: ModelMemory, free: number): void {
  if (weights + keys <= free) return;
  throw new StudioError(
    'unavailable',
    `The model takes ${megabytes(weights)} MB of memory and ${megabytes(keys)} MB for ${slots} × ${contextSize} tokens, but ${megabytes(free)} MB are free.`,
    { remedy: 'Close other programs, or choose a smaller model, a smaller context or fewer slots.' },
  );
}

/** A model that takes more memory than allowed, in bytes. */
export function tooLarge(bytes: number, limit: number): StudioError {
  return new StudioError(
    'unavailable',
    `The model takes ${megabytes(bytes)} MB of memory, more than the ${megabytes(limit)} MB allowed.`,
    { remedy: 'Choose a smaller model, or raise memcube.embedder.memoryLimit.' },
  );
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
