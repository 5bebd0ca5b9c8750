/** What a database lacks and what stands in for it; the keys of the translations. */
export const FALLBACKS = {
  text: 'There is no full-text index: words are looked for in every text.',
  vector: 'There is no vector index: every vector is compared.',
  id: 'There is no index on ids: a memory is found by looking at all.',
  elsewhere: 'The vectors of this database are in Qdrant: only vectors made here can be searched.',
} as const;
