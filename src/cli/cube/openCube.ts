import { CubeSession } from '../../engine/cube/session/cubeSession';
import type { CliContext } from '../context';
import { requireFolder } from './address';

/**
 * Opens a cube to look at it. Nothing is written, and changes that another program has not saved yet stay
 * where they are.
 */
export function openToRead(context: CliContext, path: string): Promise<CubeSession> {
  requireFolder(path);
  return CubeSession.open(context, path, { readOnly: true, recover: false, signal: context.signal });
}

/** Opens a cube to look at it, and closes it again. */
export async function withCube<T>(
  context: CliContext,
  path: string,
  work: (session: CubeSession) => Promise<T>,
): Promise<T> {
  const session = await openToRead(context, path);
  try {
    return await work(session);
  } finally {
    await session.dispose();
  }
}
