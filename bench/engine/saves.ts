import { buildEdit } from '../../src/engine/cube/edit/buildEdit';
import type { Meter } from '../lib/figures.ts';
import type { Random } from '../lib/random.ts';
import { textEdit } from './edits.ts';
import type { Job } from './job.ts';
import { collect } from './memory.ts';
import { context, type UsableCube } from './openCube.ts';

/** Saving after one edit and after a hundred, and the hash of the whole file. */
export async function saves(cube: UsableCube, job: Job, meter: Meter, random: Random): Promise<void> {
  const { session } = cube;
  const keys = [...session.memory.byKey.keys()];
  const edit = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const { ops } = buildEdit(session.memory, textEdit(cube, random.pick(keys), i), context);
      await session.apply(ops, { actor: 'user', reason: 'bench' });
    }
  };
  await edit(1);
  await session.save();
  for (let i = 0; i < job.repetitions; i++) {
    for (const [name, count] of [
      ['save', 1],
      ['save.100', 100],
    ] as const) {
      await edit(count);
      collect();
      await meter.time(name, () => session.save());
    }
    await meter.time('sha256', () => session.memory.sha256());
  }
}
