import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where things are kept that belong to a person on this machine and to no cube: keys, hashes of model files, what was
 * found out about models. `OPENMEM_DATA` names another folder. It need not exist.
 */
export function userDataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.OPENMEM_DATA) return env.OPENMEM_DATA;
  const home = homedir();
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'openmem');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'openmem');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'openmem');
}
