import { checkCube } from '../../src/engine/cube/check/checkCube';
import type { Meter } from '../lib/figures.ts';
import { createRandom } from '../lib/random.ts';
import { edits } from './edits.ts';
import type { Job } from './job.ts';
import { looks } from './looks.ts';
import { collect } from './memory.ts';
import { openCube } from './openCube.ts';
import { saves } from './saves.ts';

/** What a person does in a cube: open, look around, edit, undo, save; and the check for problems. */
export async function work(job: Job, meter: Meter): Promise<void> {
  await (await openCube(job.folder)).session.dispose();
  for (let i = 0; i < job.repetitions; i++) {
    collect();
    const { session } = await meter.time('open', () => openCube(job.folder));
    await session.dispose();
  }
  await checks(job, meter);
  const cube = await openCube(job.folder);
  const random = createRandom('bench');
  await looks(cube, job, meter, random);
  await edits(cube, job, meter, random);
  await saves(cube, job, meter, random);
  await cube.session.dispose();
}

/** As many problems as the extension shows by default (`memcube.problems.limit`). */
const MOST_PROBLEMS = 1000;
/** What takes longer than this is measured once, without a warm-up. */
const TOO_LONG_MS = 10_000;

/** Checks for problems; what the first check takes counts only where there is no time for a second. */
async function checks(job: Job, meter: Meter): Promise<void> {
  const started = performance.now();
  await checkCube(job.folder, { limit: MOST_PROBLEMS });
  const first = performance.now() - started;
  if (first > TOO_LONG_MS) {
    meter.add('check', first);
    return;
  }
  for (let i = 0; i < job.repetitions; i++) {
    collect();
    await meter.time('check', () => checkCube(job.folder, { limit: MOST_PROBLEMS }));
  }
}
