/**
 * What an edit did to the text of the file, besides what it means: each operation comes with a patch that
 * says which item of which list changed and how its text read before and after. Operations alone lose
 * layout (white space, member order) when taken back; with patches any state comes back byte for byte.
 */
import { createHash } from 'node:crypto';
import { StudioError } from '../../base/errors';
import { edgeOf, type EdgeSlot } from '../text/edges';
import { applyOps, revertOps, type Applied } from '../text/applyOps';
import type { RecordSlot } from '../text/records';
import type { Sequence, Slot } from '../text/sequence';
import type { TextMemory } from '../text/textMemory';
import { readJson } from '../../base/json/value';
import { invertOps, type Op } from '../../model/change';
import { summarise } from '../../model/summarise';

/**
 * Text at `at` of item `i` of list `l` changed from `cut` to `put`. Offsets are UTF-16 units; `was` and
 * `now` are digests of the whole item before and after.
 */
export interface TextPatch {
  readonly l: number;
  readonly i: number;
  readonly at: number;
  readonly cut: string;
  readonly put: string;
  readonly was: string;
  readonly now: string;
}

/** An item came to or left place `i` of list `l`; its `text` is left out where it is the operation's. */
export interface ItemPatch {
  readonly l: number;
  readonly i: number;
  readonly lead: string;
  readonly trail: string;
  readonly text?: string | undefined;
  /** White space around the end of the list, where the item is its last. */
  readonly end?: { readonly before?: string | undefined; readonly tail: string; readonly empty: string };
}

/** `l` counts the lists of memories from 0; -1 means the edges. */
export type Patch = TextPatch | ItemPatch;

type AnySequence = Sequence<RecordSlot> | Sequence<EdgeSlot>;
type AnySlot = RecordSlot | EdgeSlot;

/** Applies operations, all or none, as `applyOps` does, and notes their patches. */
export function applyWithPatches(memory: TextMemory, ops: readonly Op[]): Patched {
  const done: Applied[] = [];
  const patches: Patch[] = [];
  try {
    for (const part of portions(ops)) {
      const applied = applyOps(memory, part);
      done.push(applied);
      applied.steps.forEach((step, k) => patches.push(patchOf(memory, part[k]!, step)));
    }
  } catch (error) {
    for (const applied of done.reverse()) revertOps(memory, applied);
    throw error;
  }
  return { applied: { ops, steps: done.flatMap((applied) => applied.steps) }, patches };
}

/** Runs of updates are applied at once; what moves items is applied alone, to see its surroundings. */
function* portions(ops: readonly Op[]): Generator<Op[]> {
  let run: Op[] = [];
  for (const op of ops) {
    if (op.op === 'update') {
      run.push(op);
      continue;
    }
    if (run.length > 0) yield run;
    yield [op];
    run = [];
  }
  if (run.length > 0) yield run;
}

function patchOf(memory: TextMemory, op: Op, step: ApplyStep): Patch {
  const sequence = step.sequence as unknown as AnySequence;
  const l = memory.collections.findIndex((c) => (c.sequence as AnySequence) === sequence);
  const { index: i, before, after } = step;
  if (before && after) return { l, i, ...splice(memory.body(before), memory.body(after)) };
  const item = (before ?? after)!;
  const text = memory.body(item);
  const { length } = sequence.slots;
  const last = before ? i === length : i === length - 1;
  return {
    l,
    i,
    lead: item.lead,
    trail: item.trail,
    ...(text === opRaw(op) ? {} : { text }),
    ...(last ? { end: endOf(sequence, i) } : {}),
  };
}

function endOf(sequence: AnySequence, i: number): NonNullable<ItemPatch['end']> {
  const before = sequence.slots[i - 1]?.trail;
  return { ...(before === undefined ? {} : { before }), tail: sequence.tail, empty: sequence.empty };
}

const opRaw = (op: Op): string | undefined => (op.op === 'update' ? undefined : op.raw);

/** The smallest replacement that turns one text into the other. */
function splice(a: string, b: string): Omit<TextPatch, 'l' | 'i'> {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  let same = 0;
  while (same < limit - at && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same++;
  const [cut, put] = [a.slice(at, a.length - same), b.slice(at, b.length - same)];
  return { at, cut, put, was: digest(a), now: digest(b) };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, 16);

/** The patches that take patches back, last first; they go with `invertOps` of the operations. */
export function invertPatches(patches: readonly Patch[]): Patch[] {
  return patches
    .map((p) => ('cut' in p ? { ...p, cut: p.put, put: p.cut, was: p.now, now: p.was } : p))
    .reverse();
}

/** Operations that were applied, with the patches of this application. */
export interface Patched {
  readonly applied: Applied;
  readonly patches: Patch[];
}

/**
 * Applies operations exactly as their patches say. Returns undefined, having done nothing, where a patch
 * does not fit the present text. With `settle`, white space at the end of lists is brought into the
 * recorded state too, which is right on the state that the patches were made on.
 */
export function applyPatches(
  memory: TextMemory,
  ops: readonly Op[],
  patches: readonly Patch[],
  settle = true,
): Patched | undefined {
  if (ops.length !== patches.length) return undefined;
  const done: { step: ApplyStep; patch: Patch }[] = [];
  for (const [k, op] of ops.entries()) {
    const patch = patches[k]!;
    const step = fittingStep(memory, op, patch);
    if (!step) {
      const undone = [invertOps(ops.slice(0, k)), invertPatches(patches.slice(0, k))] as const;
      applyPatches(memory, ...undone, settle);
      return undefined;
    }
    // `revertOps` puts `before` in the place of `after`, and keeps keys and edges in order.
    revertOps(memory, { ops: [], steps: [invertStep(step)] });
    if (settle && 'lead' in patch && patch.end) {
      settleEnd(memory, step.sequence as unknown as AnySequence, patch, op);
    }
    done.push({ step, patch: patchOf(memory, op, step) });
  }
  return {
    applied: { ops, steps: done.map(({ step }) => step) },
    patches: done.map(({ patch }) => patch),
  };
}

/**
 * Takes back exactly what was applied, as `revertOps` does; undefined, having done nothing, where
 * something else has changed one of the same places. Returns the inverse application.
 */
export function revertWithPatches(memory: TextMemory, applied: Applied): Patched | undefined {
  const ops = invertOps(applied.ops);
  const steps: ApplyStep[] = [];
  const patches: Patch[] = [];
  for (const [k, step] of applied.steps.toReversed().entries()) {
    if (!revertOps(memory, { ops: [], steps: [step] })) {
      revertOps(memory, { ops: [], steps });
      return undefined;
    }
    const back = invertStep(step);
    steps.push(back);
    patches.push(patchOf(memory, ops[k]!, back));
  }
  return { applied: { ops, steps }, patches };
}

type ApplyStep = Applied['steps'][number];

const invertStep = (step: ApplyStep): ApplyStep => ({ ...step, before: step.after, after: step.before });

/** A patch may come from a file that somebody wrote: one that makes no sense does not fit. */
function fittingStep(memory: TextMemory, op: Op, patch: Patch): ApplyStep | undefined {
  try {
    return stepOf(memory, op, patch);
  } catch (error) {
    if (error instanceof StudioError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function stepOf(memory: TextMemory, op: Op, patch: Patch): ApplyStep | undefined {
  const sequence = (patch.l < 0 ? memory.edges : memory.collections[patch.l]?.sequence) as
    Sequence<AnySlot> | undefined;
  if (!sequence) return undefined;
  const slot = sequence.slots[patch.i];
  const collection = memory.collections[patch.l]?.collection;
  if ('cut' in patch) {
    if (op.op !== 'update' || !slot || !('row' in slot) || slot.row.key !== op.key) return undefined;
    const text = sequence.body(slot);
    if (digest(text) !== patch.was || !text.startsWith(patch.cut, patch.at)) return undefined;
    const changed = text.slice(0, patch.at) + patch.put + text.slice(patch.at + patch.cut.length);
    const after = recordSlot(memory, op.key, changed, slot, collection);
    return { sequence, index: patch.i, before: slot, after };
  }
  if (op.op === 'update') return undefined;
  const text = patch.text ?? op.raw;
  if (text === undefined) return undefined;
  if (op.op === 'remove' || op.op === 'unlink') {
    if (!slot || sequence.body(slot) !== text) return undefined;
    if ('row' in slot && op.op === 'remove' && slot.row.key !== op.key) return undefined;
    return { sequence, index: patch.i, before: slot, after: undefined };
  }
  if (patch.i > sequence.slots.length || (op.op === 'add' && memory.has(op.key))) return undefined;
  const after =
    op.op === 'add'
      ? recordSlot(memory, op.key, text, patch, collection)
      : { start: 0, end: 0, text, lead: patch.lead, trail: patch.trail, edge: edgeOf(readJson(text)) };
  return { sequence, index: patch.i, before: undefined, after };
}

function recordSlot(
  memory: TextMemory,
  key: string,
  text: string,
  space: Pick<Slot, 'lead' | 'trail'>,
  collection: string | undefined,
): RecordSlot {
  const row = summarise(key, readJson(text), memory.layout, { collection });
  return { start: 0, end: 0, text, lead: space.lead, trail: space.trail, row };
}

/** Brings the white space at the end of a list into the recorded state. */
function settleEnd(memory: TextMemory, sequence: AnySequence, patch: ItemPatch, op: Op): void {
  const { before, tail, empty } = patch.end!;
  const gone = op.op === 'remove' || op.op === 'unlink';
  const { length } = sequence.slots;
  if (patch.i !== (gone ? length : length - 1)) return;
  sequence.tail = tail;
  sequence.empty = empty;
  const at = patch.i - 1;
  const previous = sequence.slots[at];
  if (before === undefined || !previous || previous.trail === before) return;
  const settled = { ...previous, trail: before };
  (sequence.slots as AnySlot[])[at] = settled;
  if ('row' in settled) memory.byKey.set(settled.row.key, settled);
}
