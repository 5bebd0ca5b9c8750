/**
 * MemOS's configuration classes as data. Each file in `schema/` holds one family; a class lists its own
 * fields and names the class that it extends. A factory has no fields but `backends`: an object
 * `{"backend": name, "config": {…}}` whose config is checked as the class of that backend.
 */
import type { JsonValue } from '../../base/json/types';
import chunker from './schema/chunker.json';
import cube from './schema/cube.json';
import embedder from './schema/embedder.json';
import graphDb from './schema/graphDb.json';
import internetRetriever from './schema/internetRetriever.json';
import llm from './schema/llm.json';
import memories from './schema/memories.json';
import preference from './schema/preference.json';
import reader from './schema/reader.json';
import reranker from './schema/reranker.json';
import vectorDb from './schema/vectorDb.json';

/** `pairs` is a list of Python tuples, which no JSON list satisfies. */
export type FieldType =
  | 'string'
  | 'int'
  | 'float'
  | 'bool'
  | 'object'
  | 'any'
  | 'strings'
  | 'pairs'
  | 'string-or-list'
  | 'datetime'
  | 'class';

export interface FieldSpec {
  readonly type: FieldType;
  readonly description: string;
  readonly nullable?: boolean;
  readonly required?: boolean;
  readonly default?: JsonValue;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Name of the class, for type `class`. */
  readonly class?: string;
  /** The backends of the class that are allowed here; all, where it is absent. */
  readonly backends?: readonly string[];
  /** Holds a key or password. */
  readonly secret?: boolean;
  /** Names a file inside the cube folder. */
  readonly file?: boolean;
}

/** Checks that span several fields of one class. */
export type ClassRule = 'tenant-when-shared' | 'community' | 'named-database' | 'search-strategy';

export interface ClassSpec {
  /** Dotted path of the Python class, the value of `model_schema`. */
  readonly path: string;
  readonly description: string;
  readonly extends?: string;
  /**
   * What MemOS does with unknown keys. `unchecked` objects are not validated at all, neither keys nor
   * types; their fields serve completion only.
   */
  readonly unknownKeys: 'forbid' | 'ignore' | 'allow' | 'unchecked';
  readonly fields?: Readonly<Record<string, FieldSpec>>;
  readonly rules?: readonly ClassRule[];
  readonly backends?: Readonly<Record<string, string>>;
  readonly backend?: {
    readonly required: boolean;
    readonly default?: string | null;
    readonly nullable?: boolean;
  };
  readonly config?: { readonly required: boolean; readonly nullable?: boolean };
  /** Backends are compared when the cube is opened, not when its configuration is read. */
  readonly backendsAtRunTime?: boolean;
}

export const ROOT_CLASS = 'GeneralMemCubeConfig';

const FAMILIES = [
  cube,
  memories,
  preference,
  llm,
  embedder,
  vectorDb,
  graphDb,
  reranker,
  internetRetriever,
  reader,
  chunker,
];

const CLASSES = new Map<string, ClassSpec>(
  FAMILIES.flatMap((family) => Object.entries(family.classes as unknown as Record<string, ClassSpec>)),
);

/** All classes with their inherited fields and rules, in the order of the families. */
export function configClasses(): ReadonlyMap<string, ClassSpec> {
  return RESOLVED;
}

/** A class with its inherited fields and rules; throws for a name that the data does not have. */
export function configClass(name: string): ClassSpec {
  const spec = RESOLVED.get(name);
  if (!spec) throw new RangeError(`No configuration class is named ${name}.`);
  return spec;
}

/** The class of the config of a memory backend, or undefined for an unknown backend. */
export function memoryClass(backend: string): ClassSpec | undefined {
  const backends = configClass('MemoryConfigFactory').backends ?? {};
  const name = Object.hasOwn(backends, backend) ? backends[backend] : undefined;
  return name === undefined ? undefined : configClass(name);
}

/** The default of a text field, or `otherwise` where it has none. */
export function defaultText(field: FieldSpec | undefined, otherwise = ''): string {
  return typeof field?.default === 'string' ? field.default : otherwise;
}

/** Whether the class has the hidden key `model_schema` (the plain models of MemOS do not). */
export function hasModelSchema(spec: ClassSpec): boolean {
  return spec.unknownKeys === 'forbid' || spec.unknownKeys === 'allow';
}

function resolve(spec: ClassSpec): ClassSpec {
  const parent = spec.extends === undefined ? undefined : CLASSES.get(spec.extends);
  if (!parent) return spec;
  const base = resolve(parent);
  return {
    ...spec,
    fields: { ...base.fields, ...spec.fields },
    rules: [...(base.rules ?? []), ...(spec.rules ?? [])],
  };
}

const RESOLVED = new Map([...CLASSES].map(([name, spec]) => [name, resolve(spec)] as const));
