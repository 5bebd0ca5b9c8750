import type { Meter } from '../lib/figures.ts';
import type { Job } from './job.ts';
import { noteMemory } from './memory.ts';
import { openCube } from './openCube.ts';

/** The first open of a process, as a person meets it, and what the process holds after it. */
export async function cold(job: Job, meter: Meter): Promise<void> {
  noteMemory(meter, 'empty');
  const { session, outline } = await meter.time('open.first', () => openCube(job.folder));
  meter.add('memory.peak', process.resourceUsage().maxRSS / 1000);
  noteMemory(meter, 'memory');
  outline.page(0, 1);
  await session.dispose();
}
