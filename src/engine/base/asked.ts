import { ERROR_CODES, StudioError, type Place } from './errors';

/** An error as a channel brings it: what it was on the other side, by its parts. */
interface Remote {
  readonly code: string;
  readonly message: string;
  readonly place?: Place | undefined;
  readonly remedy?: string | undefined;
}

/**
 * What the other side of a channel answers. Its errors are thrown as those of the engine they were there, an
 * interruption as AbortError, and anything else as StudioError `unavailable`.
 */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const remote = remoteOf(error);
    if (!remote) throw error;
    const { code, message, place, remedy } = remote;
    if (code === 'aborted') throw new DOMException('', 'AbortError');
    throw new StudioError(ERROR_CODES.find((each) => each === code) ?? 'unavailable', message, {
      ...(place ? { place } : {}),
      ...(remedy === undefined ? {} : { remedy }),
      cause: error,
    });
  }
}

function remoteOf(error: unknown): Remote | undefined {
  if (!(error instanceof Error) || error.name !== 'RemoteError' || !('error' in error)) return undefined;
  return error.error as Remote;
}
