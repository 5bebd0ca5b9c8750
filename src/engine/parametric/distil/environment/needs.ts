import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StudioError } from '../../../base/errors';

/** What making the environment costs, told before anybody agrees to it. Bytes and seconds; figures from docs/parametric.md. */
export interface EnvironmentNeeds {
  readonly download: number;
  readonly disk: number;
  /** Seconds at 10 MB a second of network and an ordinary disk. */
  readonly seconds: number;
  /** Why it is so much, where there is a reason. */
  readonly note: string | undefined;
}

const GB = 1e9;
const PER_SECOND = 10e6;

/**
 * What this platform needs.
 * @throws StudioError `unsupported` where the pinned torch has no package
 */
export function environmentNeeds(
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): EnvironmentNeeds {
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) {
    return needs(
      2.4,
      4.3,
      'On Linux torch comes with the libraries of CUDA and does not start without them.',
    );
  }
  if (platform === 'win32' && arch === 'x64') return needs(0.2, 0.9, undefined);
  if (platform === 'darwin' && arch === 'arm64') return needs(0.2, 0.9, undefined);
  throw new StudioError('unsupported', `There is no torch for ${platform} on ${arch}.`, {
    remedy:
      'Train on Linux (x64, arm64), Windows (x64) or a Mac with Apple silicon, and import the adapter here.',
  });
}

function needs(download: number, disk: number, note: string | undefined): EnvironmentNeeds {
  const seconds = Math.round((download * GB) / PER_SECOND + disk * 25);
  return { download: download * GB, disk: disk * GB, seconds, note };
}

/** Bytes that are free where a folder is or will be; undefined where the system does not tell. */
export async function freeSpace(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await statfs(at).catch(() => undefined);
    if (found) return found.bavail * found.bsize;
    if (dirname(at) === at) return undefined;
  }
}

/** Throws StudioError `no-space` where less is free than is needed. */
export async function requireSpace(folder: string, bytes: number, what: string): Promise<void> {
  const free = await freeSpace(folder);
  if (free === undefined || free >= bytes) return;
  const gigabytes = (count: number): string => (count / GB).toFixed(1);
  throw new StudioError('no-space', `${what} needs ${gigabytes(bytes)} GB; ${gigabytes(free)} GB are free.`, {
    place: { file: folder },
    remedy: 'Free some space, or choose a folder on another disk.',
  });
}
