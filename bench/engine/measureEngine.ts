import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.ts';
import { joinFigures, type Figures } from '../lib/figures.ts';
import { generateCube } from '../lib/generateCube.ts';
import { CACHE } from '../lib/paths.ts';
import type { Case, RunOptions } from '../lib/results.ts';
import { runProgram } from '../lib/runProgram.ts';
import { stripSpace } from '../lib/stripSpace.ts';
import type { Job } from './job.ts';

/** From this size on the cube is measured without white space too. */
const LARGE = 100_000;
const SAMPLES = 50;

/** Measures the engine on cubes of several sizes, each kind of work in a fresh process. */
export async function measureEngine(options: RunOptions): Promise<Case[]> {
  const program = await bundle('bench/engine/main.ts', 'engine');
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'cubes-'));
  const cases: Case[] = [];
  try {
    for (const memories of options.memories) {
      for (const flat of memories >= LARGE ? [true, false] : [false]) {
        cases.push(
          await measureSize(
            program,
            join(folder, `${String(memories)}-${String(flat)}`),
            memories,
            flat,
            options,
          ),
        );
      }
    }
    cases.push(await measureHistory(program, join(folder, 'history'), options));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return cases;
}

async function measureSize(
  program: string,
  folder: string,
  memories: number,
  flat: boolean,
  { repetitions, say }: RunOptions,
): Promise<Case> {
  const id = `${String(memories)}${flat ? '-flat' : ''}`;
  await generateCube(folder, { memories });
  const file = join(folder, 'textual_memory.json');
  if (flat) await writeFile(file, stripSpace(await readFile(file)));
  const megabytes = (await stat(file)).size / 1e6;
  const parts: Figures[] = [];
  const run = async (kind: Job['kind']): Promise<void> => {
    say(`${id}: ${kind}`);
    parts.push(await runProgram(program, job(kind, folder, repetitions)));
  };
  await run('floor');
  for (let i = 0; i < repetitions; i++) await run('cold');
  await run('work');
  await rm(folder, { recursive: true });
  const title = `${memories.toLocaleString('en')}${flat ? ', no indentation' : ''} (${megabytes.toFixed(1)} MB)`;
  return { id, group: 'engine', title, megabytes, figures: joinFigures(parts) };
}

async function measureHistory(
  program: string,
  folder: string,
  { repetitions, say }: RunOptions,
): Promise<Case> {
  say('history');
  await generateCube(folder, { memories: 1000 });
  const { size } = await stat(join(folder, 'textual_memory.json'));
  const figures = await runProgram(program, job('history', folder, repetitions));
  const title = '1,000 memories, one of them changed 1,000 times';
  return { id: 'history', group: 'history', title, megabytes: size / 1e6, figures };
}

function job(kind: Job['kind'], folder: string, repetitions: number): Job {
  return { kind, folder, repetitions, samples: SAMPLES };
}
