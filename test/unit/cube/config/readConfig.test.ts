import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../../src/engine/base/errors';
import { readConfig } from '../../../../src/engine/cube/config/readConfig';

const CUBES = join(import.meta.dirname, '../../../fixtures/cubes');
const read = (text: string): ReturnType<typeof readConfig> => readConfig(text, { file: 'config.json' });

describe('reading a configuration', () => {
  it('fills in what MemOS fills in', () => {
    const none = { backend: 'uninitialized', filename: undefined };
    expect(read('{}')).toEqual({
      userId: 'default_user',
      cubeId: undefined,
      modelSchema: undefined,
      configFilename: 'config.json',
      text: none,
      activation: none,
      parametric: none,
      preference: none,
    });
  });

  it('reads mem_cube_2', () => {
    expect(read(readFileSync(join(CUBES, 'mem_cube_2/config.json'), 'utf8'))).toEqual({
      userId: 'Ki-Seki',
      cubeId: 'Ki-Seki/mem_cube_2',
      modelSchema: 'memos.configs.mem_cube.GeneralMemCubeConfig',
      configFilename: 'config.json',
      text: {
        backend: 'general_text',
        filename: 'textual_memory.json',
        vectorDimension: 768,
        embedder: { backend: 'ollama', model: 'nomic-embed-text:latest', dimensions: undefined },
      },
      activation: { backend: 'kv_cache', filename: 'activation_memory.pickle' },
      parametric: { backend: 'lora', filename: 'parametric_memory.adapter' },
      preference: { backend: 'uninitialized', filename: undefined },
    });
  });

  it('takes the dimension of a graph index from the graph, its default included', () => {
    const tree = (graph: string): string =>
      `{"text_mem": {"backend": "tree_text", "config": {"graph_db": ${graph}}}}`;
    expect(
      read(tree('{"backend": "neo4j", "config": {"embedding_dimension": 384}}')).text.vectorDimension,
    ).toBe(384);
    expect(read(tree('{"backend": "polardb", "config": {}}')).text.vectorDimension).toBe(1024);
  });

  it('says where the text is malformed', () => {
    const place: unknown = expect.objectContaining({ file: 'config.json', line: 3 });
    expect(() => read('{\n  "user_id": "a",\n}')).toThrow(
      expect.objectContaining({ code: 'bad-json', place }),
    );
    expect(() => read('[]')).toThrow(StudioError);
  });

  it('never fails on any other JSON object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('text_mem', 'act_mem', 'user_id', '__proto__'), fc.jsonValue()),
        (value) => {
          expect(read(JSON.stringify(value)).configFilename).toBe('config.json');
        },
      ),
    );
  });
});
