/** What a reader says about its work, each with its arguments; English is the key of the translation. */
import type { Note } from '../model/proposal';

const NOTES = {
  longTurn: 'The message at {0} is longer than a window and was divided.',
  extractionFailed: 'The model gave nothing that can be used for {0} ({1}); its text was kept as it is.',
  extractionEmpty: 'The model found nothing to remember in {0}; its text was kept as it is.',
  noGrammar: 'There is no grammar for {0} here: {1} was divided at lines and indentation, without symbols.',
  codeTooSlow: '{0} takes too long to be parsed: it was divided at lines and indentation, without symbols.',
  markdownLarge:
    '{0} is large or deeply nested: it was divided at its headings that begin with #, without looking at the rest of its Markdown.',
  emptyPages: '{0} of {1} pages have no text: they may be pictures, which are not read.',
} as const;

/** A note with its arguments in the order of its places. */
export function note(name: keyof typeof NOTES, ...args: readonly string[]): Note {
  return { message: NOTES[name], args };
}
