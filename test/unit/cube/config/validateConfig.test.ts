import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusedByMemOS, validateConfig } from '../../../../src/engine/cube/config/validateConfig';
import type { Problem, ProblemFix } from '../../../../src/engine/model/problem';
import { problemText } from '../../../../src/engine/model/problem';

const CUBES = join(import.meta.dirname, '../../../fixtures/cubes');
const sample = (path: string): string => readFileSync(join(CUBES, path), 'utf8');
const check = (text: string): Problem[] => validateConfig(text, { file: 'config.json' });
const only = (text: string, rule: string): Problem => {
  const found = check(text).filter((p) => p.rule === rule);
  expect(found, rule).toHaveLength(1);
  return found[0]!;
};
const apply = (text: string, fix: ProblemFix | undefined): string => {
  let result = text;
  for (const edit of [...(fix?.edits ?? [])].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
};
const naive = (llm: string, config = ''): string => `{
  "model_schema": "memos.configs.mem_cube.GeneralMemCubeConfig",
  "cube_id": "me/notes",
  "text_mem": {
    "backend": "naive_text",
    "config": {${config}
      "extractor_llm": { "backend": "ollama", "config": { "model_name_or_path": "m"${llm} } }
    }
  }
}`;

describe('real configurations', () => {
  it('of mem_cube_2 is accepted; the note says what a merge would replace', () => {
    expect(check(sample('mem_cube_2/config.json')).map((p) => `${p.severity} ${problemText(p)}`)).toEqual([
      'info When an application registers this cube with a default configuration of its own, that one replaces "act_mem, para_mem".',
    ]);
  });

  it('of the tree sample parses but does not load, for want of model_schema', () => {
    const problems = check(sample('memos-sample-configs/simple_treekvcache_cube_config.json'));
    expect(problems.filter(isRefusedByMemOS)).toEqual([]);
    expect(problems.map((p) => p.rule)).toContain('config/model-schema');
  });

  it.each(['tree_config.json', 'tree_config_community.json', 'tree_config_shared_database.json'])(
    '%s is accepted as a text memory; its database password is found',
    (file) => {
      const text = `{"text_mem": {"backend": "tree_text", "config": ${sample(`memos-sample-configs/${file}`)}}}`;
      const problems = check(text);
      expect(problems.filter(isRefusedByMemOS)).toEqual([]);
      const secrets = problems.filter((p) => p.rule === 'config/secret');
      expect(secrets.map((p) => p.args)).toEqual([['password']]);
    },
  );

  it('of preferences is accepted', () => {
    const text = `{"pref_mem": {"backend": "pref_text", "config": ${sample('memos-sample-configs/preference_config.json')}}}`;
    expect(
      check(text)
        .filter((p) => p.severity !== 'info')
        .map((p) => p.rule),
    ).toEqual(['config/model-schema']);
  });

  it('an empty object is valid', () => {
    expect(check('{}').filter((p) => p.severity === 'error')).toEqual([]);
  });
});

describe('unknown keys', () => {
  it('are shown at the key, with the name that is meant', () => {
    const text = naive(', "temprature": 0.1');
    const problem = only(text, 'config/unknown-key');
    expect(problem.range).toEqual({ startLine: 7, startColumn: 86, endLine: 7, endColumn: 98 });
    expect(problem.args).toEqual(['temprature', 'temperature']);
    expect(problem.fixes?.map((f) => f.title)).toEqual(['Rename to "{0}"', 'Remove "{0}"']);
    for (const fix of problem.fixes ?? []) {
      expect(check(apply(text, fix))).toEqual([]);
    }
  });

  it('of a level that MemOS leaves open are only a note', () => {
    expect(
      only('{"text_mem": {"backend": "tree_text", "config": {"graph_db": {"x": 1}}}}', 'config/ignored-key')
        .severity,
    ).toBe('info');
  });
});

describe('types', () => {
  it.each([
    [', "top_k": "50"', ', "top_k": 50'],
    [', "top_k": 50.0', ', "top_k": 50'],
    [', "temperature": "0.5"', ', "temperature": 0.5'],
    [', "remove_think_prefix": "True"', ', "remove_think_prefix": true'],
    [', "api_base": 5', ', "api_base": "5"'],
    [', "top_k": null', ''],
  ])('%s is refused and repaired to %s', (wrong, right) => {
    const problems = check(naive(wrong)).filter(isRefusedByMemOS);
    expect(problems).toHaveLength(1);
    expect(apply(naive(wrong), problems[0]?.fixes?.[0])).toBe(naive(right));
  });
});

describe('model_schema', () => {
  it('is added before all else', () => {
    const text = '{\n  "cube_id": "a"\n}';
    expect(apply(text, only(text, 'config/model-schema').fixes?.[0])).toBe(
      '{\n  "model_schema": "memos.configs.mem_cube.GeneralMemCubeConfig",\n  "cube_id": "a"\n}',
    );
  });
});

describe('file names', () => {
  it.each(['../x.json', '/etc/passwd', '..\\x.json', 'C:\\x.json', 'a/../../x', '~/x'])(
    '%s leaves the cube',
    (name) => {
      const text = naive('', `"memory_filename": ${JSON.stringify(name)},`);
      const problem = only(text, 'config/path-escape');
      expect(problem).toMatchObject({ severity: 'error', range: { startLine: 6, startColumn: 35 } });
    },
  );

  it('of preference and text memory are the same by default; the fix gives a name of its own', () => {
    const text = naive('').replace(
      /\n}$/,
      ',\n  "pref_mem": {"backend": "pref_text", "config": {"cube_id": null}}\n}',
    );
    const problem = only(text, 'config/shared-file');
    expect(problem.args).toEqual(['pref_mem', 'text_mem', 'textual_memory.json']);
    const fixed = apply(text, problem.fixes?.[0]);
    expect(fixed).toContain(
      '{"memory_filename": "preference_textual_memories.json", "cube_id": null}'.replace(', "', ', "'),
    );
    expect(check(fixed).map((p) => p.rule)).not.toContain('config/shared-file');
  });
});

describe('Neo4j Community Edition', () => {
  it('gets use_multi_db false by the fix', () => {
    const community = sample('memos-sample-configs/tree_config_community.json').replace(
      '"use_multi_db": false',
      '"use_multi_db": true',
    );
    const text = `{"text_mem": {"backend": "tree_text", "config": ${community}}}`;
    const fixed = apply(text, only(text, 'config/community').fixes?.[0]);
    expect(check(fixed).filter(isRefusedByMemOS)).toEqual([]);
  });
});

describe('any text', () => {
  it('gives problems with places inside the text, and never an exception', () => {
    const words = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"text_mem"',
      '"backend"',
      '"config"',
      '"tree_text"',
      '1',
      'null',
      '"x"',
      '\n',
      '\ufeff',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const lines = text.split('\n');
        for (const { range } of check(text)) {
          expect(range.startLine).toBeLessThanOrEqual(lines.length);
          expect(range.endColumn).toBeLessThanOrEqual((lines[range.endLine - 1]?.length ?? 0) + 1);
        }
      }),
    );
  });

  it('that is a JSON object is judged without an exception, and every fix leaves valid JSON', () => {
    const key = fc.constantFrom(
      'text_mem',
      'act_mem',
      'pref_mem',
      'backend',
      'config',
      'extractor_llm',
      'graph_db',
      'uri',
      'api_key',
      'user_id',
      'memory_filename',
      '__proto__',
      'constructor',
    );
    const leaf = fc.oneof(
      fc.constantFrom('tree_text', 'kv_cache', 'pref_text', 'neo4j', 'openai', '../x', 'bolt://u:p@h'),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.string(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc.array(tie('tree'), { maxLength: 2 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { maxKeys: 5 }),
        fc.constantFrom(undefined, 2),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          for (const fix of check(text).flatMap((p) => p.fixes ?? [])) {
            expect(() => JSON.parse(apply(text, fix)) as unknown, fix.title).not.toThrow();
          }
        },
      ),
    );
  });
});
