import { StudioError } from '../../engine/base/errors';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { CliContext } from '../context';

/** Saves a cube; throws StudioError `conflict` where somebody else changed the same, for the caller to undo. */
export async function saveOrThrow(context: CliContext, session: CubeSession): Promise<void> {
  const result = await session.save({ signal: context.signal });
  if (result.kind !== 'conflict') return;
  throw new StudioError('conflict', 'Somebody else changed the same memories at the same time.', {
    place: { file: session.textFile },
    remedy: 'Nothing was written; run the command again.',
  });
}
