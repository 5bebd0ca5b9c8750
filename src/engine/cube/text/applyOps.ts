/**
 * Applying the operations of a Change to a text memory, all or none, and taking them back exactly: each
 * step remembers the slot that it replaced.
 */
import { StudioError } from '../../base/errors';
import { applySplice, removeValue, setValue } from '../../base/json/edit';
import { parseJson } from '../../base/json/parse';
import { renderRaw, toRaw } from '../../base/json/render';
import { sameRaw } from '../../base/json/sameRaw';
import { nodeAt, nodeValue, readJson } from '../../base/json/value';
import type { EdgeOp, Op, RecordOp, UpdateOp } from '../../model/change';
import type { Edge, MemoryKey } from '../../model/memory';
import { summarise } from '../../model/summarise';
import { edgeOf, sameEdge, type EdgeSlot } from './edges';
import { levelOf, physicalPath } from './layout';
import type { RecordSlot } from './records';
import type { Sequence, Slot } from './sequence';
import type { Collection, TextMemory } from './textMemory';

interface Step<S extends Slot = RecordSlot | EdgeSlot> {
  readonly sequence: Sequence<S>;
  readonly index: number;
  readonly before: S | undefined;
  readonly after: S | undefined;
}

/** What an application did; hand it to `revertOps` to take it back. */
export interface Applied {
  readonly ops: readonly Op[];
  readonly steps: readonly Step[];
}

/**
 * Applies operations in order. Throws StudioError and leaves everything as it was: `not-found`,
 * `duplicate-id`, `conflict` (a field is not what the operation expects), `unsupported` (edges in a
 * format without edges), `bad-json`.
 */
export function applyOps(memory: TextMemory, ops: readonly Op[]): Applied {
  const steps: Step[] = [];
  try {
    for (const op of ops) steps.push(applyOp(memory, op, steps.at(-1)?.index ?? 0));
  } catch (error) {
    for (const step of steps.toReversed()) replace(memory, invert(step));
    throw error;
  }
  memory.generation++;
  return { ops, steps };
}

/**
 * Takes back exactly what was applied. Returns false, having done nothing, where something else has
 * changed one of the same places since; the inverse operations may still be applied then.
 */
export function revertOps(memory: TextMemory, applied: Applied): boolean {
  const done: Step[] = [];
  for (const step of applied.steps.toReversed()) {
    const stands = step.after
      ? step.sequence.slots[step.index] === step.after
      : step.index <= step.sequence.slots.length;
    if (!stands) {
      for (const undone of done.toReversed()) replace(memory, invert(undone));
      return false;
    }
    const back = invert(step);
    replace(memory, back);
    done.push(back);
  }
  memory.generation++;
  return true;
}

function applyOp(memory: TextMemory, op: Op, hint: number): Step {
  const step =
    op.op === 'update'
      ? update(memory, op, hint)
      : 'edge' in op
        ? changeEdge(memory, op)
        : changeRecord(memory, op, hint);
  replace(memory, step);
  return step;
}

const invert = (step: Step): Step => ({ ...step, before: step.after, after: step.before });

function replace(memory: TextMemory, { sequence, index, before, after }: Step): void {
  if (before && after) sequence.slots[index] = after;
  else if (after) sequence.slots.splice(index, 0, after);
  else sequence.slots.splice(index, 1);
  if (before && 'edge' in before) memory.edgeIndex.remove(before.edge);
  if (after && 'edge' in after) memory.edgeIndex.add(after.edge);
  if (before && 'row' in before) memory.byKey.delete(before.row.key);
  if (after && 'row' in after) memory.byKey.set(after.row.key, after);
}

function update(memory: TextMemory, op: UpdateOp, hint: number): Step {
  const { sequence, index } = find(memory, op.key, hint);
  const slot = sequence.slots[index]!;
  const text = sequence.body(slot);
  const path = physicalPath(memory.format, op.path);
  const node = nodeAt(parseJson(text), path);
  const current = node ? text.slice(node.start, node.end) : null;
  if (!sameRaw(current, op.before)) {
    throw new StudioError('conflict', `"${op.path.join('.')}" of memory "${op.key}" has changed meanwhile.`, {
      remedy: 'Look at its present value and decide again.',
    });
  }
  const splice =
    op.after === null
      ? removeValue(text, path)
      : setValue(text, path, op.after, { style: memory.style, baseLevel: levelOf(memory.format) });
  const after = makeRecord(
    memory,
    op.key,
    splice ? applySplice(text, splice) : text,
    slot,
    slot.row.collection,
  );
  return { sequence, index, before: slot, after };
}

function changeRecord(memory: TextMemory, op: RecordOp, hint: number): Step {
  if (op.op === 'remove') {
    const { sequence, index } = find(memory, op.key, hint);
    return { sequence, index, before: sequence.slots[index], after: undefined };
  }
  if (memory.has(op.key)) {
    throw new StudioError('duplicate-id', `There is already a memory "${op.key}" in ${memory.file}.`);
  }
  const { sequence, collection } = collectionFor(memory, op.collection);
  const previous = op.previous === null ? undefined : memory.byKey.get(op.previous);
  const index = previous ? sequence.slots.indexOf(previous) + 1 : 0;
  const level = levelOf(memory.format);
  const text = renderRaw(op.raw, memory.style, level);
  const after = makeRecord(memory, op.key, text, leadFor(memory, sequence, index, level), collection);
  return { sequence, index, before: undefined, after };
}

function changeEdge(memory: TextMemory, op: EdgeOp): Step {
  if (!memory.hasEdges) {
    throw new StudioError(
      'unsupported',
      `A ${memory.format} file has no place for relations between memories.`,
      {
        remedy: 'Only tree_text cubes have them.',
      },
    );
  }
  const { slots } = memory.edges;
  if (op.op === 'link') {
    const index = Math.min(op.index, slots.length);
    const { source, target, type } = op.edge;
    const raw = op.raw ?? toRaw({ source, target, type });
    const space = leadFor(memory, memory.edges, index, 2);
    const text = renderRaw(raw, memory.style, 2);
    const after = { start: 0, end: 0, text, ...space, edge: edgeOf(readJson(raw)) };
    return { sequence: memory.edges, index, before: undefined, after };
  }
  const index = nearestEdge(slots, op.edge, op.index);
  if (index < 0) {
    const { source, target, type } = op.edge;
    throw new StudioError('not-found', `There is no ${type} relation from ${source} to ${target}.`);
  }
  return { sequence: memory.edges, index, before: slots[index], after: undefined };
}

/** The place of an edge: looked for where it is said to be, then further and further away; -1 for none. */
function nearestEdge(slots: readonly EdgeSlot[], edge: Edge, index: number): number {
  const start = Math.max(0, Math.min(Math.trunc(index) || 0, slots.length - 1));
  for (let down = start, up = start + 1; down >= 0 || up < slots.length; down--, up++) {
    for (const at of [down, up]) {
      const slot = slots[at];
      if (slot && sameEdge(slot.edge, edge)) return at;
    }
  }
  return -1;
}

/** A slot for a record whose text has changed; the white space around it stays. */
function makeRecord(
  memory: TextMemory,
  key: MemoryKey,
  text: string,
  space: { lead: string; trail: string },
  collection: string | undefined,
): RecordSlot {
  const value = nodeValue(parseJson(text));
  return {
    start: 0,
    end: 0,
    text,
    lead: space.lead,
    trail: space.trail,
    row: summarise(key, value, memory.layout, { collection }),
  };
}

function find(
  memory: TextMemory,
  key: MemoryKey,
  hint: number,
): { sequence: Sequence<RecordSlot>; index: number } {
  const slot = memory.slot(key);
  for (const { sequence, collection } of memory.collections) {
    if (collection !== slot.row.collection) continue;
    const index = sequence.slots[hint] === slot ? hint : sequence.slots.indexOf(slot);
    if (index >= 0) return { sequence, index };
  }
  throw new StudioError('not-found', `There is no memory "${key}" in ${memory.file}.`);
}

function collectionFor(memory: TextMemory, name: string | undefined): Collection {
  const found = memory.collections.find((c) => c.collection === name) ?? memory.collections[0];
  if (found) return found;
  throw new StudioError('bad-shape', `${memory.file} has no list that a memory could be added to.`);
}

function leadFor<S extends Slot>(memory: TextMemory, sequence: Sequence<S>, index: number, level: number) {
  const { indent, newline, afterComma } = memory.style;
  if (!indent) return { lead: index > 0 ? afterComma : '', trail: '' };
  if (sequence.slots.length === 0 && sequence.tail === '') sequence.tail = newline + indent.repeat(level - 1);
  return { lead: newline + indent.repeat(level), trail: '' };
}
