import { StudioError } from '../../engine/base/errors';
import type { MemoryKey } from '../../engine/model/memory';

/** Fewer characters of an id are refused: they name too much. */
const LEAST = 4;

/**
 * The memory that a person means: its key, or the beginning of it where only one memory has that. Throws
 * StudioError `not-found`, or `bad-argument` for a beginning that is too short or that several share.
 */
export function findKey(
  keys: ReadonlySet<MemoryKey> | ReadonlyMap<MemoryKey, unknown>,
  given: string,
): MemoryKey {
  if (keys.has(given)) return given;
  if (given.length < LEAST) {
    throw new StudioError('bad-argument', `"${given}" is too short for the beginning of an id.`, {
      remedy: `Give at least ${LEAST} characters.`,
    });
  }
  const found = [...keys.keys()].filter((key) => key.startsWith(given));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) {
    throw new StudioError('not-found', `No memory has an id that begins with "${given}".`, {
      remedy: '`openmem tree CUBE` lists the ids.',
    });
  }
  const some = found.slice(0, 5).join(', ') + (found.length > 5 ? ', …' : '');
  throw new StudioError(
    'bad-argument',
    `${found.length} memories have an id that begins with "${given}": ${some}.`,
    {
      remedy: 'Give more characters.',
    },
  );
}
