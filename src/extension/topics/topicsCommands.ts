import { cubeTarget } from '../commands/targets';
import type { Studio } from '../studio';

/** Works out topics for a cube and shows them before anything is done. */
export async function organiseTopics(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (file) await (await studio.topics()).open(file);
}
