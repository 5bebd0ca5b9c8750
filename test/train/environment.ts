/**
 * Makes the Python environment that trains adapters in `.cache/train`, with the code that users make theirs with, and
 * tells the tests where it is. Where it cannot be had (no Python, no registry, too little disk), it says so for all to
 * see, and the tests that train are skipped.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { describeError, StudioError } from '../../src/engine/base/errors';
import { requireSpace } from '../../src/engine/parametric/distil/environment/needs';
import {
  ensureEnvironment,
  environmentState,
} from '../../src/engine/parametric/distil/environment/trainingEnvironment';
import type * as Lock from '../run/lib/lock.js';
import type * as Paths from '../run/lib/paths.js';

const require = createRequire(import.meta.url);
const { withLock } = require('../run/lib/lock.js') as typeof Lock;
const paths = require('../run/lib/paths.js') as typeof Paths;

declare module 'vitest' {
  interface ProvidedContext {
    /** The environment's Python, or '' where there is none. */
    trainingPython: string;
  }
}

/** While it is made, what is fetched lies beside what is installed. */
const ROOM = 8e9;
const TELL_MS = 10_000;

export async function setup(project: TestProject): Promise<void> {
  const folder = paths.training;
  const requirements = path.join(paths.root, 'media/train/requirements.txt');
  let told = 0;
  try {
    const { python } = await withLock(
      `${folder}.run.lock`,
      async () => {
        if ((await environmentState({ folder, requirements })) !== 'ready') {
          await requireSpace(folder, ROOM, 'The training environment of the tests');
          say(
            'making the Python environment that trains adapters, about 2.4 GB to fetch, 4.3 GB on the disk',
          );
        }
        return ensureEnvironment({
          ...{ folder, requirements },
          onProgress: (progress) => {
            if (progress.phase !== 'environment' || Date.now() - told < TELL_MS) return;
            told = Date.now();
            say(`${progress.done}/${progress.total ?? '?'} ${progress.text}`);
          },
        });
      },
      say,
    );
    project.provide('trainingPython', python);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const line = '!'.repeat(100);
    say(`${line}\n  NO ADAPTER IS TRAINED IN THIS RUN: ${describeError(error)}\n  ${line}`);
    project.provide('trainingPython', '');
  }
}

function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}
