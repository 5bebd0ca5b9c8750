/** `node --expose-gc main.js JOB`, JOB as JSON: measures in this process and prints the figures as JSON. */
import { Meter } from '../lib/figures.ts';
import { cold } from './cold.ts';
import { floor } from './floor.ts';
import { history } from './history.ts';
import type { Job } from './job.ts';
import { work } from './work.ts';

const jobs = { cold, floor, work, history };

async function main(): Promise<void> {
  const job = JSON.parse(process.argv[2] ?? '') as Job;
  const meter = new Meter();
  await jobs[job.kind](job, meter);
  process.stdout.write(JSON.stringify(meter.figures()));
}

void main();
