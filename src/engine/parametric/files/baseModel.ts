import { basename } from 'node:path';
import { StudioError, describeError } from '../../base/errors';
import { inspectAdapterFile } from '../../cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../cube/adapter/source';
import type { AdapterReport, GgufFacts } from '../../model/adapterReport';

/** What an adapter must agree with, read from the header of a GGUF model. */
export interface BaseModel {
  readonly file: string;
  /** `general.name`, else the file's name. */
  readonly name: string;
  readonly architecture: string;
  readonly layers: number | null;
  /** Heads of queries, and of keys and values; null where the header does not give one number for all layers. */
  readonly heads: number | null;
  readonly keyValueHeads: number | null;
  /** Shapes of its tensors, fastest dimension first. */
  readonly tensors: ReadonlyMap<string, readonly number[]>;
}

/**
 * Reads the header of a base model.
 * @throws StudioError `io`, or `bad-model` for what is no GGUF model or is damaged
 */
export function readBaseModel(path: string): BaseModel {
  const { gguf, tensors, form } = inspect(path);
  const architecture = gguf?.architecture;
  if (form !== 'gguf-model' || gguf === undefined || architecture === undefined || architecture === null) {
    throw new StudioError('bad-model', 'This file is no GGUF model.', {
      place: { file: path },
      remedy: 'Name the .gguf file of the model that the adapter was trained for.',
    });
  }
  const number = (key: string): number | null => numberOf(gguf, `${architecture}.${key}`);
  const heads = number('attention.head_count');
  return {
    file: path,
    name: gguf.name ?? basename(path),
    architecture,
    layers: number('block_count'),
    heads,
    keyValueHeads: has(gguf, `${architecture}.attention.head_count_kv`)
      ? number('attention.head_count_kv')
      : heads,
    tensors: new Map((tensors ?? []).map(({ name, shape }) => [name, shape])),
  };
}

function inspect(path: string): AdapterReport {
  try {
    return withAdapterFile(path, (source) => inspectAdapterFile(source, { file: path }));
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'bad-adapter') throw error;
    throw new StudioError('bad-model', `The model file is damaged or cut off: ${describeError(error)}`, {
      place: { file: path },
      remedy: 'Download it again.',
      cause: error,
    });
  }
}

function has(facts: GgufFacts, key: string): boolean {
  return facts.metadata.some((entry) => entry.key === key);
}

function numberOf(facts: GgufFacts, key: string): number | null {
  const value = facts.metadata.find((entry) => entry.key === key)?.value;
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}
