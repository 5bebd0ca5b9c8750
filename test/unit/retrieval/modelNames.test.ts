import { expect, it } from 'vitest';
import { sameModel } from '../../../src/engine/retrieval/modelNames';

const TAG = 'all-MiniLM-L6-v2.Q8_0@3f2a91bc';

it.each([
  ['all-MiniLM-L6-v2', TAG],
  ['sentence-transformers/all-MiniLM-L6-v2', TAG],
  ['C:\\models\\all-MiniLM-L6-v2-F16.gguf', TAG],
  ['all-minilm:latest', TAG],
  ['all-minilm:l6-v2', TAG],
  ['nomic-embed-text:latest', 'nomic-embed-text@0a109f422b47'],
  ['nomic-ai/nomic-embed-text-v1.5', 'nomic-embed-text-v1.5.Q4_K_M@00112233'],
  ['text-embedding-3-small', 'text-embedding-3-small@api.openai.com'],
  ['BAAI/bge-m3', 'bge-m3:latest@127.0.0.1:11434'],
  ['Qwen/Qwen3-Embedding-0.6B', 'qwen3-embedding:0.6b@aa'],
])('%s is %s', (named, tag) => expect(sameModel(named, tag)).toBe(true));

it.each([
  ['all-MiniLM-L12-v2', TAG],
  ['nomic-embed-text:latest', TAG],
  ['text-embedding-3-large', 'text-embedding-3-small@api.openai.com'],
  ['nomic-embed-text-v1', 'nomic-embed-text-v1.5.Q8_0@11'],
  ['constructor', TAG],
])('%s is not %s', (named, tag) => expect(sameModel(named, tag)).toBe(false));
