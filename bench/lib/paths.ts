import { join, resolve } from 'node:path';

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Bundles, generated cubes and results; ignored by git. */
export const CACHE = join(ROOT, '.cache', 'bench');
