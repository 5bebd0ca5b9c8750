import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Figures } from './figures.ts';

/** Measures in a fresh process, which gets the job as JSON. Throws with what it said when it ends badly. */
export async function runProgram<T = Figures>(program: string, job: object): Promise<T> {
  const args = ['--expose-gc', '--enable-source-maps', program, JSON.stringify(job)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  if (code !== 0)
    throw new Error(`The measurement ${JSON.stringify(job)} ended with ${String(code)}:\n${errors}`);
  return JSON.parse(output) as T;
}
