import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CliContext } from '../context';

/** The folder of models: what the command was given, `OPENMEM_MODELS`, or `openmem/models` among a user's data. */
export function modelsFolder({ cwd }: CliContext, given: string | undefined): string {
  const named = given ?? (process.env['OPENMEM_MODELS'] || undefined);
  return named === undefined ? join(userData(), 'openmem', 'models') : resolve(cwd, named);
}

/** Where the system keeps the data of a user's programs. */
function userData(): string {
  const home = homedir();
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support');
  return process.env['XDG_DATA_HOME'] || join(home, '.local', 'share');
}
