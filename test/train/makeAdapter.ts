/** A distillery of a cube in a temporary folder, for tests that train. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inject } from 'vitest';
import { MachineSeal } from '../../src/engine/cube/files/machineSeal';
import type { KvRuntime } from '../../src/engine/inference/ports';
import type { DistilProgress } from '../../src/engine/model/distil';
import type { Distillery } from '../../src/engine/parametric/distil/distilAdapter';
import { RunStore } from '../../src/engine/parametric/distil/runStore';
import { AdapterStore } from '../../src/engine/parametric/kept/adapterStore';
import type * as Paths from '../run/lib/paths.js';

const require = createRequire(import.meta.url);
export const paths = require('../run/lib/paths.js') as typeof Paths;

/** '' where this machine cannot train; the start of the run says why. */
export const python = inject('trainingPython');

/** Everything that is told while it works. */
export interface Watched {
  readonly distillery: Distillery;
  readonly told: DistilProgress[];
}

/** A distillery that keeps what it makes below `folder`; `onProgress` hears each thing that is told. */
export async function distilleryIn(
  folder: string,
  runtime: KvRuntime,
  options: { onProgress?: (progress: DistilProgress) => void; signal?: AbortSignal } = {},
): Promise<Watched> {
  const cube = path.join(folder, 'cube');
  mkdirSync(cube, { recursive: true });
  const told: DistilProgress[] = [];
  const seal = await MachineSeal.open(path.join(folder, 'data'), 'seal');
  return {
    told,
    distillery: {
      context: { now: () => new Date(), newId: randomUUID },
      adapters: AdapterStore.of(cube, seal),
      runs: RunStore.of(cube),
      runtime,
      environment: { python },
      scripts: path.join(paths.root, 'media/train'),
      keepEvery: 1,
      // Threads wait for each other busily; beside other work one is quicker than two.
      threads: 1,
      signal: options.signal,
      onProgress: (progress) => {
        told.push(progress);
        options.onProgress?.(progress);
      },
    },
  };
}
