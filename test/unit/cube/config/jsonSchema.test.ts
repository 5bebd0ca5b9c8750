import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchema, configSchemaText } from '../../../../src/engine/cube/config/buildJsonSchema';
import { configClasses, type FieldSpec } from '../../../../src/engine/cube/config/catalogue';

const FILE = join(import.meta.dirname, '../../../../media/memcube-config.schema.json');

describe('the catalogue of configuration classes', () => {
  it('names only classes that exist', () => {
    const classes = configClasses();
    for (const [name, spec] of classes) {
      const targets = [
        spec.extends,
        ...Object.values(spec.backends ?? {}),
        ...Object.values(spec.fields ?? {}).map((f) => f.class),
      ];
      for (const target of targets) if (target) expect(classes.has(target), `${name} → ${target}`).toBe(true);
    }
  });

  it('limits backends only to ones that the class has', () => {
    for (const spec of configClasses().values()) {
      for (const field of Object.values<FieldSpec>(spec.fields ?? {})) {
        const known = Object.keys(configClasses().get(field.class ?? '')?.backends ?? {});
        for (const backend of field.backends ?? []) expect(known).toContain(backend);
      }
    }
  });

  it('describes every class and field in one line', () => {
    for (const [name, spec] of configClasses()) {
      const texts = [spec.description, ...Object.values(spec.fields ?? {}).map((f) => f.description)];
      for (const text of texts) expect(text, name).toMatch(/^[^\n]{5,160}$/);
    }
  });
});

describe('the JSON schema of config.json', () => {
  it('is up to date in media/ (run with UPDATE=1 to write it)', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(FILE, configSchemaText());
    expect(readFileSync(FILE, 'utf8')).toBe(configSchemaText());
  });

  it('points only to definitions that it has', () => {
    const schema = configSchema() as { $defs: Record<string, unknown> };
    const text = JSON.stringify(schema);
    for (const [, name] of text.matchAll(/"#\/\$defs\/([^"]*)"/g))
      expect(schema.$defs).toHaveProperty([name!]);
  });

  it('offers the backends that a section allows', () => {
    const schema = configSchema() as {
      $defs: { GeneralMemCubeConfig: { properties: Record<string, unknown> } };
    };
    expect(JSON.stringify(schema.$defs.GeneralMemCubeConfig.properties['text_mem'])).toContain(
      '["naive_text","general_text","tree_text","uninitialized"]',
    );
  });
});
