import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CliContext } from '../context';
import { findAdapter, withAdapters } from './openAdapters';

/** The file that a person means: a path, or `cube#id` with the beginning of an adapter's id. */
export async function adapterFile(context: CliContext, given: string): Promise<string> {
  const path = resolve(context.cwd, given);
  const at = given.lastIndexOf('#');
  if (at <= 0 || existsSync(path)) return path;
  return withAdapters(context, given.slice(0, at), 'look', async (adapters) =>
    adapters.store.fileOf(await findAdapter(adapters, given.slice(at + 1))),
  );
}
