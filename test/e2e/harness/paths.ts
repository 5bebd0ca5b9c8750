import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** Where journeys find what they need and leave what they make; everything written lies in the ignored `.cache`. */
export const paths = {
  root,
  /** The packaged extension; another one can be named by the variable `MEMCUBE_VSIX`. */
  vsix: process.env['MEMCUBE_VSIX'] ?? path.join(root, '.cache/package/memcube-studio.vsix'),
  /** One folder per window: user data, workspace copy, server log. Removed when a window closes well. */
  windows: path.join(root, '.cache/e2e/windows'),
  /** Installed extensions, shared by all windows of a run. */
  extensions: path.join(root, '.cache/e2e/extensions'),
  screenshots: path.join(root, '.cache/screenshots'),
  chromium: process.env['MEMCUBE_CHROMIUM'] ?? '/usr/bin/chromium',
} as const;
