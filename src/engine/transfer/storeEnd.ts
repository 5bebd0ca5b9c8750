import { StudioError } from '../base/errors';
import type { Change } from '../model/change';
import type { Edge } from '../model/memory';
import type { ExportPart, MemoryStore } from '../store/port';
import { edgeName, type CopySource, type CopyTarget } from './copyCube';

const PORTION = 200;

/** A store as the source of a copy. */
export function storeSource(store: MemoryStore): CopySource {
  return {
    size: async (signal) => (await store.counts(signal)).memories,
    parts: (signal) => store.export(signal),
    leftOut: nothing,
  };
}

async function* nothing(): AsyncGenerator<never> {
  // A store has nothing beside its portions.
}

/**
 * A store as the target of a copy. One that holds memories is refused, unless it is to be added to: then what is
 * there stays as it is, and only what is missing is written.
 */
export function storeTarget(
  store: MemoryStore,
  { add = false }: { add?: boolean | undefined } = {},
): CopyTarget {
  const written = new Written(store);
  return {
    write: async (parts, options) => {
      const { signal, onProgress } = options;
      if (!add) await requireEmpty(store, signal);
      // An abort between two portions, not within one, leaves no doubt about what was written.
      const watched = written.watch(parts, signal);
      return store.import(watched, { existing: 'keep', onAdded: written.added, onProgress });
    },
    read: (ids, signal) => store.portion(ids, signal),
    edges: async (ids, signal) => (await store.edges(ids, signal)).map(edgeName),
    takeBack: async () => {
      await written.takeBack();
      if (!add && written.began && (await store.counts()).memories > 0) throw new Error('Something is left.');
    },
  };
}

async function requireEmpty(store: MemoryStore, signal: AbortSignal | undefined): Promise<void> {
  const { memories } = await store.counts(signal);
  if (memories === 0) return;
  throw new StudioError('bad-argument', 'There are memories in the target already.', {
    place: { file: store.info.location },
    remedy: 'Choose an empty one, or say that this one is to be added to; what is there then stays as it is.',
  });
}

/** What a copy has put into a store, so that it can be taken out again. */
class Written {
  private readonly ids = new Set<string>();
  private readonly edges: Edge[] = [];
  began = false;

  constructor(private readonly store: MemoryStore) {}

  readonly added = (ids: readonly string[]): void => {
    for (const id of ids) this.ids.add(id);
  };

  /** Notes relations between memories that were there before; those of new ones go with these. */
  async *watch(
    parts: AsyncIterable<ExportPart>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ExportPart> {
    this.began = true;
    for await (const part of parts) {
      signal?.throwIfAborted();
      if (part.kind === 'edges') {
        const old = part.edges.filter(({ source, target }) => !this.ids.has(source) && !this.ids.has(target));
        const ends = [...new Set(old.flatMap(({ source, target }) => [source, target]))];
        const there = new Set((await this.store.edges(ends)).map(edgeName));
        this.edges.push(...old.filter((edge) => !there.has(edgeName(edge))));
      }
      yield part;
    }
  }

  async takeBack(): Promise<void> {
    const ids = [...this.ids];
    for (let at = 0; at < ids.length; at += PORTION) await this.remove(ids.slice(at, at + PORTION), []);
    for (let at = 0; at < this.edges.length; at += PORTION) {
      await this.remove([], this.edges.slice(at, at + PORTION));
    }
  }

  private async remove(ids: readonly string[], edges: readonly Edge[]): Promise<void> {
    const memories = await this.store.get(ids);
    const ends = ids.length > 0 ? ids : [...new Set(edges.map(({ source }) => source))];
    const wanted = new Set(edges.map(edgeName));
    const present = (await this.store.edges(ends)).filter(
      (edge) => ids.length > 0 || wanted.has(edgeName(edge)),
    );
    const change: Change = {
      id: 'copy',
      at: new Date().toISOString(),
      actor: 'user',
      reason: '',
      ops: [
        ...present.map((edge) => ({ op: 'unlink', edge, index: 0 }) as const),
        ...memories.map(({ id, raw }) => ({ op: 'remove', key: id, raw, previous: null }) as const),
      ],
    };
    if (change.ops.length === 0) return;
    const { outcome } = await this.store.apply(change, new Map());
    if (outcome === 'conflict') throw new Error('Somebody else has changed it.');
  }
}
