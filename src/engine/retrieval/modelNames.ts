/**
 * Whether two names mean one model, as far as names tell. A configuration of MemOS has `all-MiniLM-L6-v2`,
 * `sentence-transformers/all-MiniLM-L6-v2` or Ollama's `all-minilm:latest`; the tag of an embedder here has
 * `all-MiniLM-L6-v2.Q8_0@3f2a91bc`. Case, owner, file ending, quantisation and what follows `@` do not count.
 */
export const sameModel = (a: string, b: string): boolean => bareName(a) === bareName(b);

/** Names of Ollama's library that say less than the model's own (ollama.com/library). */
const OLLAMA: Readonly<Record<string, string>> = {
  'all-minilm': 'all-minilm-l6-v2',
  'all-minilm-22m': 'all-minilm-l6-v2',
  'all-minilm-l6': 'all-minilm-l6-v2',
  'all-minilm-33m': 'all-minilm-l12-v2',
  'all-minilm-l12': 'all-minilm-l12-v2',
  'nomic-embed-text': 'nomic-embed-text-v1.5',
  'mxbai-embed-large': 'mxbai-embed-large-v1',
};

const QUANTISED = /[-._](i?q\d\w*|bf16|f16|f32|fp16|fp32|int8)$/;

function bareName(name: string): string {
  const last =
    name
      .toLowerCase()
      .replace(/@[^@/]*$/, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  const bare = last
    .replace(/\.gguf$/, '')
    .replace(/:latest$/, '')
    .replaceAll(':', '-')
    .replace(QUANTISED, '');
  return Object.hasOwn(OLLAMA, bare) ? (OLLAMA[bare] ?? bare) : bare;
}
