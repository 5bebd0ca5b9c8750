import { StudioError } from '../../base/errors';
import type { EditOf } from '../../model/edit';
import type { Edge, MemoryKey } from '../../model/memory';
import { forestOf } from '../outline/forest';
import type { TextMemory } from '../text/textMemory';
import { existingId, wantEdges } from './checks';
import { Draft } from './draft';
import { refuseCycle } from './reparent';
import type { BuiltEdit } from './types';

/** Graph databases take the type into their query as it is, so it must be a plain name. */
const TYPE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Adds a relation between two memories of the cube. */
export function link(memory: TextMemory, { edge }: EditOf<'link'>): BuiltEdit {
  wantEdges(memory);
  const source = existingId(memory, edge.source);
  const target = existingId(memory, edge.target);
  const { type } = edge;
  if (!TYPE_NAME.test(type)) {
    throw new StudioError('bad-argument', `"${type}" is no name for a relation.`, {
      remedy: 'Use letters, digits and underscores, for instance RELATE.',
    });
  }
  if (source === target) {
    throw new StudioError('bad-argument', 'A memory cannot be related to itself.', {
      remedy: 'Choose another memory at one end.',
    });
  }
  if (find(memory, edge)) {
    throw new StudioError('conflict', `This ${type} relation is there already.`, {
      remedy: 'Choose another type or another memory.',
    });
  }
  if (type === 'PARENT') refuseCycle(memory, source, target);
  const draft = new Draft(memory);
  draft.link({ source, target, type });
  return { ops: draft.ops(), ...described(memory, edge, 'Relate “{0}” to “{1}”: {2}') };
}

/** Takes a relation away, and its repetitions. */
export function unlink(memory: TextMemory, { edge }: EditOf<'unlink'>): BuiltEdit {
  wantEdges(memory);
  const found = find(memory, edge);
  if (!found) {
    const message = `There is no ${edge.type} relation from "${edge.source}" to "${edge.target}".`;
    throw new StudioError('not-found', message, { remedy: 'It may be gone already; look again.' });
  }
  const draft = new Draft(memory);
  draft.unlink(found);
  return { ops: draft.ops(), ...described(memory, edge, 'Remove relation from “{0}” to “{1}”: {2}') };
}

function find(memory: TextMemory, { source, target, type }: Edge): Edge | undefined {
  return memory.edgesFrom(source).find((edge) => edge.target === target && edge.type === type);
}

function described(memory: TextMemory, edge: Edge, message: string): Omit<BuiltEdit, 'ops'> {
  const forest = forestOf(memory);
  const ends = [edge.source, edge.target].map((id) => forest.rows[forest.ofId(id)]);
  const keys = ends.flatMap((row): MemoryKey[] => (row ? [row.key] : []));
  const titles = ends.map((row, at) => row?.title ?? (at === 0 ? edge.source : edge.target));
  return { keys: keys.slice(0, 1), reason: { message, args: [...titles, edge.type] } };
}
