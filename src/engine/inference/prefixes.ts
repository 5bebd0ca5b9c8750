const RETRIEVE =
  'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ';

/**
 * What models want put before a question or a document, by their names, as their cards on Hugging Face say. A
 * model that is not here gets its texts as they are.
 */
const prefixes: readonly (readonly [RegExp, { readonly query: string; readonly document: string }])[] = [
  [/nomic-embed-text/i, { query: 'search_query: ', document: 'search_document: ' }],
  [/multilingual-e5.*instruct|e5-mistral/i, { query: RETRIEVE, document: '' }],
  [/(^|[/_-])e5-/i, { query: 'query: ', document: 'passage: ' }],
  [
    /bge-.*-en|mxbai-embed-large|snowflake-arctic-embed-(xs|s|m|l)$/i,
    { query: 'Represent this sentence for searching relevant passages: ', document: '' },
  ],
  [/bge-.*-zh/i, { query: '为这个句子生成表示以用于检索相关文章：', document: '' }],
  [/qwen3-embedding/i, { query: RETRIEVE, document: '' }],
  [/embeddinggemma/i, { query: 'task: search result | query: ', document: 'title: none | text: ' }],
];

/** The texts as the model named so wants them. */
export function prefixed(
  model: string,
  texts: readonly string[],
  kind: 'query' | 'document',
): readonly string[] {
  const prefix = prefixes.find(([pattern]) => pattern.test(model))?.[1][kind] ?? '';
  return prefix === '' ? texts : texts.map((text) => prefix + text);
}
