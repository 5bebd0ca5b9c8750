import type * as sqlite from 'node:sqlite';
import { StudioError } from '../../base/errors';

/**
 * Node's SQLite, loaded on first use: Node 20 has none, and a bundle that names it at its top would not load
 * there. Throws StudioError `unsupported`.
 */
export function sqliteModule(): typeof sqlite {
  const found = process.getBuiltinModule('node:sqlite') as typeof sqlite | undefined;
  if (found) return found;
  throw new StudioError('unsupported', `Node ${process.versions.node} has no SQLite.`, {
    remedy: 'Use VS Code 1.116 or later; for the command line, Node 22.16 or later.',
  });
}
