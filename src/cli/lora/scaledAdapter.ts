import { StudioError } from '../../engine/base/errors';
import type { AttachedAdapter } from '../../engine/model/loraItem';
import { findAdapter, type OpenAdapters } from './openAdapters';

/** An adapter with its scale, as a person writes it: `id=0.5`, or `id` alone for as it was trained. */
export async function scaledAdapter(open: OpenAdapters, given: string): Promise<AttachedAdapter> {
  const [id = '', scale = '1'] = given.split('=', 2);
  const number = scale.trim() === '' ? NaN : Number(scale);
  if (!Number.isFinite(number)) {
    throw new StudioError('bad-argument', `"${scale}" is no scale.`, {
      remedy: 'Write ID=0.5, for instance.',
    });
  }
  return { id: await findAdapter(open, id), scale: number };
}
