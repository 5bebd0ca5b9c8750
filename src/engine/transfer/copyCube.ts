/**
 * Copying a cube from anywhere to anywhere. What the copy lost is found by reading it back and comparing, memory
 * by memory and in portions; nothing is believed of the target that was not read from it.
 */
import type { LossReport } from '../model/store';
import type { ExportPart, MemoryStore } from '../store/port';
import { LossList, type ReadBack } from './lossList';

export type CopyStage = 'copy' | 'compare';

export interface CopyOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((stage: CopyStage, done: { memories: number; edges: number }) => void) | undefined;
}

/** Where a cube is copied from: it must give the same portions each time it is asked. */
export interface CopySource {
  parts(signal?: AbortSignal): AsyncIterable<ExportPart>;
}

/** Where a cube is copied to. */
export interface CopyTarget {
  /** Writes all portions. */
  write(
    parts: AsyncIterable<ExportPart>,
    options: {
      signal?: AbortSignal | undefined;
      onProgress: (done: { memories: number; edges: number }) => void;
    },
  ): Promise<{ memories: number; edges: number }>;
  /** Reads memories back by id. */
  read(ids: readonly string[], signal?: AbortSignal): Promise<ReadBack[]>;
  /** How many relations it holds among these, as `source type target` in JSON; each as often as it is there. */
  edges(ids: readonly string[], signal?: AbortSignal): Promise<readonly string[]>;
}

/** Copies a cube and compares. Throws StudioError as source and target do, and AbortError. */
export async function copyCube(
  from: CopySource,
  to: CopyTarget,
  { signal, onProgress }: CopyOptions = {},
): Promise<LossReport> {
  const written = await to.write(from.parts(signal), {
    signal,
    onProgress: (done) => onProgress?.('copy', done),
  });
  const losses = new LossList();
  const done = { memories: 0, edges: 0 };
  for await (const part of from.parts(signal)) {
    signal?.throwIfAborted();
    if (part.kind === 'memories') {
      const found = new Map(
        (
          await to.read(
            part.memories.map(({ id }) => id),
            signal,
          )
        ).map((m) => [m.id, m]),
      );
      for (const memory of part.memories) losses.compare(memory, found.get(memory.id));
      done.memories += part.memories.length;
    } else {
      const ends = [...new Set(part.edges.flatMap(({ source, target }) => [source, target]))];
      const there = new Set(await to.edges(ends, signal));
      for (const edge of part.edges) if (!there.has(edgeName(edge))) losses.edge(edge);
      done.edges += part.edges.length;
    }
    onProgress?.('compare', done);
  }
  return losses.report(written);
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

/** A store as the source or target of a copy. */
export function storeEnd(store: MemoryStore): CopySource & CopyTarget {
  return {
    parts: (signal) => store.export(signal),
    write: (parts, options) => store.import(parts, { existing: 'replace', ...options }),
    read: async (ids, signal) => {
      const memories = await store.get(ids, signal);
      const dimensions = new Set(memories.flatMap(({ row }) => row.dimensions ?? []));
      const vectors = new Map<string, Float32Array>();
      for (const length of dimensions) {
        const found = await store.vectors(ids, { name: '', dimensions: length }, signal);
        for (const [id, vector] of found) vectors.set(id, vector);
      }
      return memories.map(({ id, raw }) => ({ id, raw, vector: vectors.get(id) }));
    },
    edges: async (ids, signal) => (await store.edges(ids, signal)).map(edgeName),
  };
}
