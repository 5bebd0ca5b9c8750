import type { TextMemory } from '../cube/text/textMemory';
import type { Edit } from '../model/edit';
import type { Edge } from '../model/memory';
import type { StoredMemory } from '../model/store';
import type { MemoryStore } from '../store/port';
import { ancestry } from './ancestry';
import { fragmentOf } from './fragment';

/** The part of a cube that an edit concerns. */
export interface Scope {
  readonly fragment: TextMemory;
  /** The memories that the edit names, as the store holds them now, by id. */
  readonly stored: ReadonlyMap<string, StoredMemory>;
}

/** The memories that an edit names. */
export function namedIn(edit: Edit): string[] {
  const named = (): readonly (string | null)[] => {
    switch (edit.kind) {
      case 'create':
        return [edit.parent];
      case 'split':
        return [edit.key];
      case 'reparent':
        return [...edit.keys, edit.parent];
      case 'link':
      case 'unlink':
        return [edit.edge.source, edit.edge.target];
      default:
        return edit.keys;
    }
  };
  return [...new Set(named())].filter((id) => id !== null);
}

/**
 * Reads what `buildEdit` looks at for this edit: the memories named, for edits of relations also these
 * relations with the memories at their ends, and the ancestors of all of them, which is what tells cycles.
 */
export async function scopeOf(store: MemoryStore, edit: Edit, signal?: AbortSignal): Promise<Scope> {
  const ids = namedIn(edit);
  const memories = ids.length > 0 ? await store.get(ids, signal) : [];
  const stored = new Map(memories.map((memory) => [memory.id, memory]));
  const name = store.info.name;
  if (!concernsRelations(edit) || ids.length === 0) {
    return { fragment: await fragmentOf(name, { memories }), stored };
  }
  const own = await store.edges(ids, signal);
  const ends = own.flatMap(({ source, target }) => [source, target]);
  const children = own.filter(({ type }) => type === 'PARENT').map(({ target }) => target);
  const up = await ancestry(store, [...new Set([...ids, ...children])], signal);
  const others = [...new Set(ends)].filter((id) => !stored.has(id));
  const around = others.length > 0 ? (await store.get(others, signal)).map(({ row }) => row) : [];
  const edges: Edge[] = [...own, ...up.edges];
  return { fragment: await fragmentOf(name, { memories, around: [...around, ...up.rows], edges }), stored };
}

function concernsRelations(edit: Edit): boolean {
  if (edit.kind === 'set' || edit.kind === 'tag') return false;
  return edit.kind !== 'remove' || edit.mode === 'removed';
}
