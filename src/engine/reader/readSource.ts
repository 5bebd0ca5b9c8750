/** The door of MemReader: a source in, portions of memories out. */
import { setImmediate } from 'node:timers/promises';
import { StudioError } from '../base/errors';
import { detect } from './detect/detect';
import { finePortion } from './fine/portion';
import { PORTION } from './limits';
import { neighbours } from './neighbours';
import type { ReadEdge, ReadMemory, ReadPortion } from '../model/reading';
import type { ReadOptions, Source } from './types';
import type { Reading, Unit } from './unit';

/**
 * Reads a source. What it is, its content decides, then its name. In fast mode a portion holds up to 100 memories, in
 * fine mode those of one question to the model. Between portions other work gets its turn, and `signal` is heard.
 * @throws StudioError `bad-document` with place and remedy for what cannot be read, `bad-argument` for fine mode
 * without a model, what the model throws when it is away, and AbortError
 */
export async function* readSource(source: Source, options: ReadOptions): AsyncGenerator<ReadPortion, void> {
  const { mode, model, signal } = options;
  if (mode === 'fine' && !model) {
    throw new StudioError('bad-argument', 'Reading in fine mode needs a language model.', {
      remedy: 'Choose a model, or read in fast mode.',
    });
  }
  signal?.throwIfAborted();
  const reading = await detect(source, options);
  const size = mode === 'fine' ? 1 : PORTION;
  const portions = Math.ceil(reading.units.length / size);
  let made = options.made ?? 0;
  for (let portion = options.from ?? 0; portion < portions; portion++) {
    await setImmediate();
    signal?.throwIfAborted();
    const first = portion * size;
    const part =
      model && mode === 'fine'
        ? await finePortion(reading, first, made, model, options)
        : fastPortion(reading, first);
    made += part.memories.length;
    const notes = portion === 0 ? [...reading.notes, ...part.notes] : part.notes;
    yield { kind: reading.kind, format: reading.format, portion, portions, ...part, notes };
  }
}

function fastPortion({ units }: Reading, first: number): Pick<ReadPortion, 'memories' | 'edges' | 'notes'> {
  const memories: ReadMemory[] = [];
  const edges: ReadEdge[] = [];
  units.slice(first, first + PORTION).forEach((unit: Unit, at) => {
    memories.push(unit.raw());
    if (unit.follows) edges.push(...neighbours(first + at - 1, first + at));
  });
  return { memories, edges, notes: [] };
}
