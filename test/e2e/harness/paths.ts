import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

const packages = path.join(root, '.cache/package');
/** With the runtime of local models, where there is one for this platform. */
const ofPlatform = path.join(packages, 'memcube-studio-platform.vsix');
const ofAll = path.join(packages, 'memcube-studio.vsix');

/** Where journeys find what they need and leave what they make; everything written lies in the ignored `.cache`. */
export const paths = {
  root,
  /** The packaged extension; another one can be named by the variable `MEMCUBE_VSIX`. */
  vsix: process.env['MEMCUBE_VSIX'] ?? (existsSync(ofPlatform) ? ofPlatform : ofAll),
  /** One folder per window: user data, workspace copy, server log. Removed when a window closes well. */
  windows: path.join(root, '.cache/e2e/windows'),
  /** Installed extensions, shared by all windows of a run. */
  extensions: path.join(root, '.cache/e2e/extensions'),
  screenshots: path.join(root, '.cache/screenshots'),
  chromium: process.env['MEMCUBE_CHROMIUM'] ?? '/usr/bin/chromium',
} as const;
