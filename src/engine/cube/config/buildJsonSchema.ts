/**
 * The catalogue as a standard JSON Schema (draft-07), for completion, hovers and checks in editors. A
 * factory becomes an object whose `config` is described by if/then, one pair for each backend.
 */
import type { JsonValue } from '../../base/json/types';
import { configClasses, hasModelSchema, ROOT_CLASS, type ClassSpec, type FieldSpec } from './catalogue';

type Schema = Readonly<Record<string, unknown>>;

const TYPES: Record<Exclude<FieldSpec['type'], 'class'>, Schema> = {
  string: { type: 'string' },
  int: { type: 'integer' },
  float: { type: 'number' },
  bool: { type: 'boolean' },
  object: { type: 'object' },
  any: {},
  strings: { type: 'array', items: { type: 'string' } },
  pairs: { type: 'array', maxItems: 0 },
  'string-or-list': { type: ['string', 'array'] },
  datetime: { type: 'string' },
};

/** The JSON Schema of `config.json`; plain data, the same for every call. */
export function configSchema(): object {
  const definitions: Record<string, Schema> = {};
  for (const [name, spec] of configClasses()) {
    if (!name.startsWith('Base')) definitions[name] = spec.backends ? factorySchema(spec) : classSchema(spec);
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'MemCube configuration (MemOS)',
    $ref: `#/$defs/${ROOT_CLASS}`,
    $defs: definitions,
  };
}

/** The schema as it is shipped: two spaces, final newline. */
export function configSchemaText(): string {
  return `${JSON.stringify(configSchema(), null, 2)}\n`;
}

function classSchema(spec: ClassSpec): Schema {
  const fields = Object.entries(spec.fields ?? {});
  const required =
    spec.unknownKeys === 'unchecked' ? [] : fields.filter(([, f]) => f.required).map(([key]) => key);
  return {
    type: 'object',
    description: spec.description,
    properties: {
      ...modelSchemaProperty(spec),
      ...Object.fromEntries(fields.map(([key, field]) => [key, fieldSchema(field, spec)])),
    },
    ...(required.length > 0 && { required }),
    ...(spec.unknownKeys === 'forbid' && { additionalProperties: false }),
    ...(spec.rules?.includes('community') && { allOf: [COMMUNITY] }),
  };
}

/** Neo4j Community Edition: one database, so no database of its own and a tenant mark. */
const COMMUNITY: Schema = {
  required: ['use_multi_db', 'user_name'],
  properties: {
    use_multi_db: { enum: [false] },
    auto_create: { enum: [false] },
    user_name: { type: 'string', minLength: 1 },
  },
};

function factorySchema(spec: ClassSpec): Schema {
  const backends = Object.entries(spec.backends ?? {});
  const fallback = spec.backend?.default;
  const required = (['backend', 'config'] as const).filter((key) => spec[key]?.required);
  const names: JsonValue[] = backends.map(([name]) => name);
  if (spec.backend?.nullable) names.push(null);
  return {
    type: 'object',
    description: spec.description,
    properties: {
      ...modelSchemaProperty(spec),
      backend: {
        description: 'Which one.',
        enum: names,
        ...(fallback !== undefined && { default: fallback }),
      },
      config: {
        description: 'Its configuration.',
        type: spec.config?.nullable ? ['object', 'null'] : 'object',
      },
    },
    ...(required.length > 0 && { required }),
    ...(spec.unknownKeys === 'forbid' && { additionalProperties: false }),
    allOf: backends.map(([name, className]) => ({
      if: {
        properties: { backend: { const: name } },
        ...(name !== fallback && { required: ['backend'] }),
      },
      then: { properties: { config: { $ref: `#/$defs/${className}` } } },
    })),
  };
}

function fieldSchema(field: FieldSpec, owner: ClassSpec): Schema {
  const notes = {
    description: field.description,
    ...(field.default !== undefined && field.type !== 'pairs' && { default: field.default }),
  };
  if (owner.unknownKeys === 'unchecked') return notes;
  if (field.type === 'class') {
    const target = { $ref: `#/$defs/${field.class ?? ''}` };
    const limit = field.backends && { properties: { backend: { enum: field.backends } } };
    if (field.nullable) return { ...notes, anyOf: [{ type: 'null' }, target] };
    return { ...notes, allOf: limit ? [target, limit] : [target] };
  }
  const base = TYPES[field.type];
  return {
    ...base,
    ...(field.nullable && base['type'] !== undefined && { type: [base['type'], 'null'].flat() }),
    ...(field.enum && { enum: field.nullable ? [...field.enum, null] : field.enum }),
    ...(field.minimum !== undefined && { minimum: field.minimum }),
    ...(field.maximum !== undefined && { maximum: field.maximum }),
    ...notes,
  };
}

function modelSchemaProperty(spec: ClassSpec): Record<string, Schema> {
  if (!hasModelSchema(spec)) return {};
  return { model_schema: { type: 'string', description: 'Name of the Python class.', default: spec.path } };
}
