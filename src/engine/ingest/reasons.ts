/** Why things are proposed and done, for people: the English texts are the keys of their translations. */
import type { Note } from '../model/proposal';

const note =
  (message: string) =>
  (...args: readonly string[]): Note => ({ message, args });

export const REASONS = {
  isNew: note('Nothing like it is there.'),
  same: note('The same text is there already.'),
  opposite: note('It says the opposite of what is there.'),
  otherValue: note('It says “{0}” where “{1}” is there.'),
  otherNumbers: note('Almost the same text is there, with other numbers.'),
  near: note('Almost the same text is there: {0} % alike.'),
  meaning: note('Something that means about the same is there: {0} % alike.'),
  modelIndependent: note('{0} finds it independent of what is like it.'),
  modelContradicts: note('{0} finds that it contradicts what is there.'),
  modelSame: note('{0} finds that it says the same.'),
  sharesTerms: note('It shares “{0}” with others.'),
  fits: note('It fits “{0}”: {1} % alike.'),
  remember: note('Remember what was read from “{0}”'),
  topics: note('Put {0} memories in order under topics, {1} of them new'),
} as const;
