import { StudioError } from '../../engine/base/errors';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import { MachineSeal } from '../../engine/cube/files/machineSeal';
import { userDataFolder } from '../../engine/cube/files/userDataFolder';
import type { AdapterRow } from '../../engine/model/loraItem';
import type { MemoryKey } from '../../engine/model/memory';
import { AdapterStore } from '../../engine/parametric/kept/adapterStore';
import { Attachments } from '../../engine/parametric/kept/attachments';
import { AdapterManager } from '../../engine/parametric/use/adapterManager';
import type { CliContext } from '../context';
import { memoryReport } from '../cube/memoryReport';
import { withCube } from '../cube/openCube';

/** The adapters of a cube that is open. */
export interface OpenAdapters {
  readonly session: CubeSession;
  readonly store: AdapterStore;
  readonly manager: AdapterManager;
  rows(): Promise<AdapterRow[]>;
}

/** Name of the file with this machine's key for adapters, in the user's data. */
export const SEAL_FILE = 'adapter-seal.key';
/** Fewer characters of an id are refused: they name too much. */
const LEAST = 4;

/** Opens the adapters of a cube in a folder; to `look` at them nothing is written, not even a key of this machine. */
export async function withAdapters<T>(
  context: CliContext,
  path: string,
  use: 'look' | 'change',
  work: (adapters: OpenAdapters) => Promise<T>,
): Promise<T> {
  const seal = await MachineSeal.open(userDataFolder(), SEAL_FILE, use === 'look' ? 'check' : 'seal');
  return withCube(context, path, async (session) => {
    const { folder } = session.cube;
    const store = AdapterStore.of(folder, seal);
    const manager = new AdapterManager(store, new Attachments(store.folder, folder), context, 'cli');
    return work({ session, store, manager, rows: () => manager.rows((key) => textNow(session, key)) });
  });
}

/** The adapter that a person means: its id, or the beginning of it where only one has that. */
export async function findAdapter({ store }: OpenAdapters, given: string): Promise<string> {
  const ids = (await store.list()).map(({ id }) => id);
  const found = ids.includes(given) ? [given] : ids.filter((id) => id.startsWith(given));
  if (given.length < LEAST || found.length > 1) {
    throw new StudioError('bad-argument', `"${given}" does not name one adapter.`, {
      remedy: 'Give more characters of its id; `openmem lora ls CUBE` lists them.',
    });
  }
  const [id] = found;
  if (id !== undefined) return id;
  throw new StudioError('not-found', `No adapter has an id that begins with "${given}".`, {
    remedy: '`openmem lora ls CUBE` lists the ids.',
  });
}

function textNow({ memory }: CubeSession, key: MemoryKey): string | undefined {
  return memory.has(key) ? memoryReport(memory, key).json.memory.text : undefined;
}
