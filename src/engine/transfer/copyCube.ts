/**
 * Copying a cube from anywhere to anywhere. What the copy lost is found by reading it back and comparing, memory
 * by memory and in portions; nothing is believed of the target that was not read from it.
 */
import { StudioError } from '../base/errors';
import type { LossReport } from '../model/store';
import type { ExportedMemory, ExportPart } from '../store/port';
import { LossList, type FoundLoss } from './lossList';

export type CopyStage = 'copy' | 'compare';

export interface CopyOptions {
  readonly signal?: AbortSignal | undefined;
  /** How far a stage is; `of` is how many memories there are. */
  readonly onProgress?:
    ((stage: CopyStage, done: { memories: number; edges: number }, of: number) => void) | undefined;
}

/** Where a cube is copied from: it must give the same portions each time it is asked. */
export interface CopySource {
  /** How many memories there are. */
  size(signal?: AbortSignal): Promise<number>;
  parts(signal?: AbortSignal): AsyncIterable<ExportPart>;
  /** What is not in the portions, so that no target can have it. */
  leftOut(signal?: AbortSignal): AsyncIterable<FoundLoss>;
}

/** Where a cube is copied to. */
export interface CopyTarget {
  /** Writes all portions. Throws `bad-argument` where something is there that must not be touched. */
  write(
    parts: AsyncIterable<ExportPart>,
    options: {
      signal?: AbortSignal | undefined;
      onProgress: (done: { memories: number; edges: number }) => void;
    },
  ): Promise<{ memories: number; edges: number }>;
  /** Reads memories back by id, in the order that they have there. */
  read(ids: readonly string[], signal?: AbortSignal): Promise<ExportedMemory[]>;
  /** How many relations it holds among these, as `source type target` in JSON; each as often as it is there. */
  edges(ids: readonly string[], signal?: AbortSignal): Promise<readonly string[]>;
  /** Removes what `write` wrote and nothing else. Rejects where something of it may be left. */
  takeBack(): Promise<void>;
}

/**
 * Copies a cube and compares. After an error or abort the target is as it was before. Throws StudioError as source
 * and target do, and AbortError; where the target cannot be cleared any more the error says what is left there.
 */
export async function copyCube(
  from: CopySource,
  to: CopyTarget,
  { signal, onProgress }: CopyOptions = {},
): Promise<LossReport> {
  const of = await from.size(signal);
  try {
    const written = await to.write(from.parts(signal), {
      signal,
      onProgress: (done) => onProgress?.('copy', done, of),
    });
    const losses = await compare(from, to, {
      signal,
      onProgress: (done) => onProgress?.('compare', done, of),
    });
    return losses.report(written);
  } catch (error) {
    await clearAway(to, error);
    throw error;
  }
}

async function compare(
  from: CopySource,
  to: CopyTarget,
  {
    signal,
    onProgress,
  }: { signal: AbortSignal | undefined; onProgress: (done: { memories: number; edges: number }) => void },
): Promise<LossList> {
  const losses = new LossList();
  for await (const { rule, ...loss } of from.leftOut(signal)) losses.add(rule, loss);
  const done = { memories: 0, edges: 0 };
  const seen = new Map<string, number>();
  let ordered = true;
  for await (const part of from.parts(signal)) {
    signal?.throwIfAborted();
    if (part.kind === 'memories') {
      const back = await to.read(idsOf(part.memories), signal);
      const found = new Map(back.map((memory) => [memory.id, memory]));
      for (const memory of part.memories) losses.compare(memory, found.get(memory.id));
      const there = part.memories.filter(({ id }) => found.has(id));
      ordered &&= idsOf(there).join('\n') === idsOf(back).join('\n');
      done.memories += part.memories.length;
    } else {
      const ends = [...new Set(part.edges.flatMap(({ source, target }) => [source, target]))];
      const there = new Map<string, number>();
      for (const name of await to.edges(ends, signal)) there.set(name, (there.get(name) ?? 0) + 1);
      for (const edge of part.edges) {
        const name = edgeName(edge);
        const times = (seen.get(name) ?? 0) + 1;
        seen.set(name, times);
        if ((there.get(name) ?? 0) < times) losses.edge(edge);
      }
      done.edges += part.edges.length;
    }
    onProgress(done);
  }
  if (!ordered) losses.add('memory-order', {});
  return losses;
}

const idsOf = (memories: readonly ExportedMemory[]): string[] => memories.map(({ id }) => id);

async function clearAway(to: CopyTarget, error: unknown): Promise<void> {
  const failure = await to.takeBack().then(
    () => undefined,
    (reason: unknown) => reason ?? error,
  );
  if (failure === undefined) return;
  throw new StudioError(
    error instanceof StudioError ? error.code : 'io',
    'The copy was broken off, and a part of it is still in the target.',
    {
      cause: error,
      remedy:
        'When the target is back, copy again and add to what is there: only what is missing is written.',
    },
  );
}

/** A relation as one text. */
export const edgeName = ({
  source,
  target,
  type,
}: {
  source: string;
  target: string;
  type: string;
}): string => JSON.stringify([source, type, target]);
