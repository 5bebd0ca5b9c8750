/**
 * A look into `parametric_memory.adapter`. MemOS itself writes a placeholder there; this recognises what people
 * put in its place by content, never by name, and reads headers only: an adapter of gigabytes costs kilobytes.
 */
import { readGguf } from './gguf';
import { HeaderReader } from './headerReader';
import { findLora, ggufNaming, peftNaming } from './lora';
import { plainReport } from './plainForms';
import type { AdapterProblem, AdapterReport, GgufFacts } from '../../model/adapterReport';
import { readSafetensors } from './safetensors';
import { sourceOfBytes } from './source';
import type { AdapterSource } from './source';

export type { AdapterProblem, AdapterReport } from '../../model/adapterReport';

/** How to look. */
export interface InspectAdapterOptions {
  /** Name of the file, for messages. */
  readonly file?: string | undefined;
  /** Checked now and then; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Describes a parametric memory file.
 * @param input the bytes, or a source to read headers from (`withAdapterFile` in `source.ts` opens a path)
 * @throws StudioError `bad-adapter` with the offset when a header is malformed or claims more than the file holds
 */
export function inspectAdapterFile(
  input: Uint8Array | AdapterSource,
  options: InspectAdapterOptions = {},
): AdapterReport {
  const source = input instanceof Uint8Array ? sourceOfBytes(input) : input;
  options.signal?.throwIfAborted();
  const fileBytes = source.size;
  if (fileBytes === 0) {
    const message = 'The file is empty; the cube holds no parametric memory.';
    return { form: 'empty', fileBytes, problems: [{ code: 'empty', message }] };
  }
  const start = source.pread(0, Math.min(4096, fileBytes));
  const reader = new HeaderReader(source, options.file, options.signal);
  if (String.fromCharCode(...start.subarray(0, 4)) === 'GGUF') return inspectGguf(reader);
  if (looksLikeSafetensors(start, fileBytes)) return inspectSafetensors(reader);
  return plainReport(start, fileBytes);
}

function inspectGguf(reader: HeaderReader): AdapterReport {
  const problems: AdapterProblem[] = [];
  const { facts, tensors } = readGguf(reader, problems);
  const known = { alpha: numberOf(facts, 'adapter.lora.alpha'), baseModel: baseModelOf(facts) };
  const lora = findLora(tensors, ggufNaming, known, problems);
  const adapter = facts.type === 'adapter' || (facts.type === null && lora !== undefined);
  if (!adapter) {
    const message = 'This GGUF file is a model, not an adapter; it cannot be added to another model.';
    problems.push({ code: 'not-an-adapter', message });
  } else if (facts.type === null) {
    problems.push({ code: 'no-type', message: 'general.type is missing; llama.cpp refuses the adapter.' });
  }
  if (adapter && valueOf(facts, 'adapter.type') !== 'lora') {
    const message = 'adapter.type is not "lora", the only kind that llama.cpp loads.';
    problems.push({ code: 'adapter-type', message });
  }
  if (adapter && lora === undefined) {
    problems.push({ code: 'no-pairs', message: 'The adapter has no LoRA matrices.' });
  }
  return {
    form: adapter ? 'gguf-adapter' : 'gguf-model',
    fileBytes: reader.size,
    gguf: facts,
    ...(lora === undefined ? {} : { lora }),
    tensors,
    problems,
  };
}

function inspectSafetensors(reader: HeaderReader): AdapterReport {
  const problems: AdapterProblem[] = [];
  const { facts, tensors } = readSafetensors(reader);
  const base = new Map(Object.entries(facts.metadata)).get('base_model_name_or_path') ?? null;
  const lora = findLora(tensors, peftNaming, { alpha: null, baseModel: base }, problems);
  if (lora === undefined) {
    problems.push({ code: 'not-an-adapter', message: 'The file holds tensors, but no LoRA matrices.' });
  }
  return {
    form: lora === undefined ? 'safetensors' : 'peft-safetensors',
    fileBytes: reader.size,
    safetensors: facts,
    ...(lora === undefined ? {} : { lora }),
    tensors,
    problems,
  };
}

/**
 * A length, then JSON. A length that the file cannot hold still counts when it is not itself text, so that a
 * lying header is refused as such instead of being called unknown.
 */
function looksLikeSafetensors(start: Uint8Array, fileBytes: number): boolean {
  if (start.byteLength < 9 || start[8] !== 0x7b) return false;
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  if (length <= BigInt(fileBytes - 8)) return true;
  const isText = start.subarray(0, 8).every((byte) => byte >= 0x09 && byte < 0x7f);
  return !isText && (start[9] === 0x22 || start[9] === 0x7d);
}

function valueOf(facts: GgufFacts, key: string): unknown {
  return facts.metadata.find((entry) => entry.key === key)?.value;
}

function numberOf(facts: GgufFacts, key: string): number | null {
  const value = valueOf(facts, key);
  return typeof value === 'number' ? value : null;
}

function baseModelOf(facts: GgufFacts): string | null {
  const name = valueOf(facts, 'general.base_model.0.name');
  return typeof name === 'string' ? name : null;
}
