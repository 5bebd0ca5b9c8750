import { dirname, join, resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { userDataFolder } from '../../engine/cube/files/userDataFolder';
import type { DistilProgress } from '../../engine/model/distil';
import { environmentNeeds } from '../../engine/parametric/distil/environment/needs';
import {
  ensureEnvironment,
  environmentState,
  type Environment,
} from '../../engine/parametric/distil/environment/trainingEnvironment';
import type { CliContext } from '../context';
import { bytesText } from '../output/numbers';

/** The folder with `train.py`, beside the folder that this program lies in. */
export function trainingScripts(): string {
  return join(dirname(resolve(process.argv[1] ?? '.')), '..', 'media', 'train');
}

/**
 * The training's own Python in the user's data; `OPENMEM_TRAINING` names another folder. It is made only with `yes`:
 * without, StudioError `bad-argument` tells what it costs.
 */
export async function trainingPython(
  context: CliContext,
  options: {
    readonly yes: boolean;
    readonly python: string | undefined;
    readonly onProgress: ((progress: DistilProgress) => void) | undefined;
  },
): Promise<Environment> {
  const folder = process.env['OPENMEM_TRAINING'] || join(userDataFolder(), 'training');
  const place = { folder, requirements: join(trainingScripts(), 'requirements.txt') };
  if (!options.yes && (await environmentState(place)) !== 'ready') {
    const { download, disk, seconds, note } = environmentNeeds();
    const minutes = Math.max(1, Math.round(seconds / 60));
    throw new StudioError(
      'bad-argument',
      `Training needs a Python environment of its own: about ${bytesText(download)} to download, ${bytesText(disk)} on the disk, ${minutes} minutes.${note === undefined ? '' : ` ${note}`}`,
      {
        place: { file: folder },
        remedy: 'Add --yes to have it made there; no other Python on this machine is changed.',
      },
    );
  }
  const { python, onProgress } = options;
  return ensureEnvironment({ ...place, python, onProgress, signal: context.signal });
}
