import type { Analyser } from '../port';

/** Lower-case words of letters and digits, for stores that nobody searches. */
export const simpleAnalyser: Analyser = {
  name: 'simple-1',
  terms: (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
  digest: () => '',
};
