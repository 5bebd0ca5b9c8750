import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { paths } from './paths';
import { removeOld } from './removeOld';
import { installVsix } from './server';

/**
 * Installs the packaged extension once per build: a folder is named by the hash
 * of the VSIX, so a rebuilt extension is never confused with an older one.
 * @returns the extensions folder to start code-server with
 */
export async function ensureExtensions(): Promise<string> {
  if (!existsSync(paths.vsix)) throw new Error(`${paths.vsix} is missing; run \`npm run package\` first.`);
  const hash = createHash('sha256')
    .update(await readFile(paths.vsix))
    .digest('hex')
    .slice(0, 16);
  const extensionsDir = path.join(paths.extensions, hash);
  const done = path.join(extensionsDir, 'complete');
  if (existsSync(done)) return extensionsDir;

  await rm(extensionsDir, { recursive: true, force: true });
  await mkdir(extensionsDir, { recursive: true });
  await removeOld(paths.extensions);
  const userDataDir = path.join(extensionsDir, '.install');
  await installVsix({ vsix: paths.vsix, userDataDir, extensionsDir });
  await writeFile(done, '');
  return extensionsDir;
}
