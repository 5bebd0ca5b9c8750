import { buildEdit } from '../../src/engine/cube/edit/buildEdit';
import { reasonText } from '../../src/engine/cube/edit/types';
import { summaryOf } from '../../src/engine/cube/detail/summaryOf';
import { applyOps, revertOps } from '../../src/engine/cube/text/applyOps';
import type { Edit } from '../../src/engine/model/edit';
import type { MemoryKey } from '../../src/engine/model/memory';
import type { Meter } from '../lib/figures.ts';
import type { Random } from '../lib/random.ts';
import type { Job } from './job.ts';
import { context, FIRST_QUERY, PAGE, type UsableCube } from './openCube.ts';

/**
 * Editing and undoing. `apply` is the change in memory alone; the others are what a person waits for: the
 * edit worked out, applied, flushed to the draft on the disk, and the first page of the outline again.
 */
export async function edits(cube: UsableCube, job: Job, meter: Meter, random: Random): Promise<void> {
  const { memory } = cube.session;
  const keys = [...memory.byKey.keys()];
  const pick = (): MemoryKey => random.pick(keys);
  for (let i = 0; i < job.samples; i++) {
    const { ops } = buildEdit(memory, textEdit(cube, pick(), i), context);
    const applied = await meter.time('apply', () => applyOps(memory, ops));
    await meter.time('apply.undo', () => revertOps(memory, applied));
  }
  for (let i = 0; i < job.samples; i++) {
    await thereAndBack(cube, 'edit', textEdit(cube, pick(), i), meter);
  }
  const rounds = Math.min(job.samples, 10);
  for (let i = 0; i < rounds; i++) {
    const [parent, key] = [pick(), pick()];
    const text = `A new memory, number ${String(i)}.`;
    const made: Edit = { kind: 'create', memory: text, memoryType: 'LongTermMemory', parent };
    await thereAndBack(cube, 'create', made, meter);
    await thereAndBack(cube, 'archive', { kind: 'remove', keys: [key], mode: 'archived' }, meter);
    await thereAndBack(cube, 'remove', { kind: 'remove', keys: [key], mode: 'removed' }, meter);
    await thereAndBack(cube, 'move', { kind: 'reparent', keys: [key], parent: null }, meter);
  }
}

/** An edit that makes the text of a memory longer. */
export function textEdit({ session }: UsableCube, key: MemoryKey, i: number): Edit {
  const raw = session.memory.fieldRaw(key, ['memory']) ?? '""';
  const after = `${raw.slice(0, -1)} (${String(i)})"`;
  return { kind: 'set', keys: [key], path: ['memory'], raw: after };
}

/** Makes an edit and takes it back; each is measured until the outline shows it. */
async function thereAndBack(cube: UsableCube, name: string, edit: Edit, meter: Meter): Promise<void> {
  const { session } = cube;
  const change = await meter.time(name, async () => {
    const { ops, reason } = buildEdit(session.memory, edit, context);
    if (ops.length === 0) return undefined;
    const made = await session.apply(ops, { actor: 'user', reason: reasonText(reason) });
    await show(cube);
    return made;
  });
  if (!change) return;
  await meter.time(`${name}.undo`, async () => {
    await session.undo(change);
    await show(cube);
  });
}

/** What the extension does when a cube has changed: the summary, and the page that is in view. */
async function show({ session, outline }: UsableCube): Promise<void> {
  const { readOnly, dirty } = session;
  summaryOf(session.memory, { name: 'bench', path: '', readOnly, dirty, problems: 0, recovered: 0 });
  await outline.update(FIRST_QUERY);
  outline.page(0, PAGE);
}
