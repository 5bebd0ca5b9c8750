import { resolve } from 'node:path';
import { findCube } from '../../engine/cube/files/findCube';
import { MachineSeal } from '../../engine/cube/files/machineSeal';
import { userDataFolder } from '../../engine/cube/files/userDataFolder';
import type { KvRuntime } from '../../engine/inference/ports';
import type { AttachedAdapter } from '../../engine/model/loraItem';
import { AdapterStore } from '../../engine/parametric/kept/adapterStore';
import { Attachments } from '../../engine/parametric/kept/attachments';
import { AdapterManager } from '../../engine/parametric/use/adapterManager';
import type { CliContext } from '../context';
import { isAddress, isSqlite } from '../cube/address';
import { SEAL_FILE } from './openAdapters';

/** What the adapters of a cube did to a model. */
export interface Attached {
  readonly adapters: readonly AttachedAdapter[];
  /** What was attached and could not be used, and why. */
  readonly notes: readonly string[];
}

/** Puts what a cube in a folder has attached on a model; a cube in a store has nothing attached. */
export async function applyAttached(
  context: CliContext,
  cube: string,
  runtime: KvRuntime,
): Promise<Attached> {
  if (isAddress(cube) || isSqlite(cube)) return { adapters: [], notes: [] };
  const { folder } = await findCube(resolve(context.cwd, cube));
  const store = AdapterStore.of(folder, await MachineSeal.open(userDataFolder(), SEAL_FILE, 'check'));
  const manager = new AdapterManager(store, new Attachments(store.folder, folder), context, 'cli');
  const { applied, left } = await manager.apply(runtime);
  return { adapters: applied, notes: left.map(({ title, why }) => `Without the adapter "${title}": ${why}`) };
}
