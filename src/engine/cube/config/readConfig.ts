import { StudioError } from '../../base/errors';
import { own } from '../../base/json/quick';
import type { JsonValue } from '../../base/json/types';
import { isRecord, readJson } from '../../base/json/value';
import { configClass, defaultText, memoryClass, ROOT_CLASS } from './catalogue';

/** One memory of a cube: which kind, and its file inside the cube folder. */
export interface MemorySection {
  /** MemOS's name of the kind; `uninitialized` where the cube has none. */
  readonly backend: string;
  /** Undefined where the backend keeps no file. */
  readonly filename: string | undefined;
}

export interface VectorSection extends MemorySection {
  /** Length that stored vectors must have, where the configuration says so. */
  readonly vectorDimension?: number | undefined;
  readonly embedder?: {
    readonly backend: string;
    readonly model: string;
    readonly dimensions?: number | undefined;
  };
}

/** What the engine needs of a `config.json`, with MemOS's defaults. */
export interface CubeConfig {
  readonly userId: string;
  /** Undefined for a cube without a name, for which MemOS makes up a random one. */
  readonly cubeId: string | undefined;
  readonly modelSchema: string | undefined;
  readonly configFilename: string;
  readonly text: VectorSection;
  readonly activation: MemorySection;
  readonly parametric: MemorySection;
  readonly preference: VectorSection;
}

/**
 * Reads a configuration leniently: what is missing or of a wrong type becomes MemOS's default, unknown
 * keys are skipped. Throws StudioError `bad-json` where the text is no JSON, `bad-config` where it is no
 * object. File names are as written: check them before joining paths.
 */
export function readConfig(text: string, options: { readonly file: string }): CubeConfig {
  const root = readJson(text, { file: options.file });
  if (!isRecord(root)) {
    throw new StudioError('bad-config', 'A cube configuration must be a JSON object.', {
      place: { file: options.file, line: 1, column: 1 },
    });
  }
  return {
    userId: string(root, 'user_id') ?? defaultOf('user_id'),
    cubeId: string(root, 'cube_id'),
    modelSchema: string(root, 'model_schema'),
    configFilename: string(root, 'config_filename') ?? defaultOf('config_filename'),
    text: vectorSection(own(root, 'text_mem')),
    activation: section(own(root, 'act_mem')),
    parametric: section(own(root, 'para_mem')),
    preference: vectorSection(own(root, 'pref_mem')),
  };
}

const defaultOf = (key: string): string => defaultText(configClass(ROOT_CLASS).fields?.[key]);

function section(value: JsonValue | undefined): MemorySection {
  const backend =
    string(value, 'backend') ?? configClass('MemoryConfigFactory').backend?.default ?? 'uninitialized';
  const field = memoryClass(backend)?.fields?.['memory_filename'];
  const written = string(own(value, 'config'), 'memory_filename');
  return { backend, filename: field ? (written ?? defaultText(field)) : undefined };
}

function vectorSection(value: JsonValue | undefined): VectorSection {
  const config = own(value, 'config');
  const embedder = own(config, 'embedder');
  const embedderConfig = own(embedder, 'config');
  const graph = own(own(config, 'graph_db'), 'config');
  const stores = [own(own(config, 'vector_db'), 'config'), own(own(graph, 'vec_config'), 'config')];
  const vectorDimension =
    stores.map((store) => whole(store, 'vector_dimension')).find((n) => n !== undefined) ??
    whole(graph, 'embedding_dimension') ??
    graphDefault(own(config, 'graph_db'));
  const backend = string(embedder, 'backend');
  return {
    ...section(value),
    ...(vectorDimension !== undefined && { vectorDimension }),
    ...(backend !== undefined && {
      embedder: {
        backend,
        model: string(embedderConfig, 'model_name_or_path') ?? '',
        dimensions: whole(embedderConfig, 'embedding_dims'),
      },
    }),
  };
}

/** The dimension of a graph index that the configuration leaves to its default. */
function graphDefault(graph: JsonValue | undefined): number | undefined {
  const backends = configClass('GraphDBConfigFactory').backends ?? {};
  const name = string(graph, 'backend');
  if (name === undefined || !Object.hasOwn(backends, name)) return undefined;
  const value = configClass(backends[name]!).fields?.['embedding_dimension']?.default;
  return typeof value === 'number' ? value : undefined;
}

function string(value: JsonValue | undefined, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === 'string' ? found : undefined;
}

function whole(value: JsonValue | undefined, key: string): number | undefined {
  const found = own(value, key);
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : undefined;
}
