import { StudioError } from '../../base/errors';

/** What is left of a text that was too long. */
const SHORTER = 0.75;
/** A text so short is not what was too long, in characters. */
const SHORT = 32;

/** Whether a server says that a text has more tokens than its model takes. */
export function isTooLong(why: string): boolean {
  return /(too (large|long|many)|exceed|maximum|longer than|larger than).*(token|context|length|input)|(token|context|length|input).*(too (large|long|many)|exceed|maximum)/i.test(
    why,
  );
}

/**
 * Embeds texts, of which those that the server finds too long lose their ends, as they do with local models. A server
 * refuses the whole request for one such text, so they are then asked for one by one.
 */
export async function shortening<T>(
  texts: readonly string[],
  embed: (texts: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    return await embed(texts);
  } catch (error) {
    if (!(error instanceof StudioError && isTooLong(error.message))) throw error;
    const [only = ''] = texts;
    if (texts.length === 1) {
      if (only.length <= SHORT) throw error;
      return shortening([only.slice(0, Math.floor(only.length * SHORTER))], embed);
    }
    const results: T[] = [];
    for (const text of texts) results.push(...(await shortening([text], embed)));
    return results;
  }
}
