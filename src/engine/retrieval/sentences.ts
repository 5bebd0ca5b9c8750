/** What a search says to people: English with `{0}` …, the keys of their translations. */

/** Remedies of "why not this memory?". */
export const REMEDIES = {
  status: 'Search memories with the status “{0}” too.',
  filter: 'Lift the filter of this search.',
  threshold: 'Lower the threshold to {0}.',
  tag: 'Lift the choice of tags.',
  type: 'Search memories of the type “{0}” too.',
  words: 'Ask with “{0}” too.',
  embed: 'Give this memory a vector.',
  topK: 'Ask for {0} hits.',
  weight: 'Give “{0}” the weight {1}.',
} as const;

/** Why a search was lexical. */
export const NOTES = {
  noEmbedder: 'There is no embedder: searched by words alone.',
  noVectors: 'No memory found here has a vector of {0}: searched by words alone.',
  embedderFailed: 'Words alone were searched, since the embedder failed ({0}).',
} as const;

/** What becomes of the vectors that a cube brought along. */
export const OWN_VECTORS = {
  dimensions: 'The MemCube’s own vectors are not used: they have {0} numbers, those of {2} have {1}.',
  model: 'The MemCube’s own vectors are not used: its configuration says that {0} made them, not {1}.',
  differ: 'The MemCube’s own vectors are not used: a sample of them is not what {0} makes of the same texts.',
  few: 'The MemCube’s own vectors are not used: to compare a sample takes as long as making all {0} anew.',
  taken: 'Taken over from the MemCube, since a sample agreed: {0} vectors.',
} as const;

/** A sentence with its arguments. */
export const filled = (sentence: string, ...args: readonly string[]): string =>
  sentence.replace(/\{(\d)\}/g, (_, at: string) => args[Number(at)] ?? '');
