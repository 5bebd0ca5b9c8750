import { StudioError } from '../../base/errors';
import type { AdapterSource } from '../../cube/adapter/source';
import type { AdapterReport, AdapterTensor } from '../../model/adapterReport';

/** A matrix of a file whose rows lie one after the other. */
export interface StoredMatrix {
  readonly source: AdapterSource;
  readonly tensor: AdapterTensor;
  readonly rows: number;
  readonly columns: number;
}

/** What an adapter adds to one matrix, as its factors: `factor` · B · A. */
export interface Factors {
  readonly module: string;
  readonly target: string;
  readonly layer: number | null;
  readonly rank: number;
  /** alpha / rank; 1 where the file has no alpha, as llama.cpp has it. */
  readonly factor: number;
  /** rank × inputs. */
  readonly a: StoredMatrix;
  /** outputs × rank. */
  readonly b: StoredMatrix;
}

/**
 * The pairs of a GGUF adapter, in the file's order; nothing is read yet.
 * @throws StudioError `unsupported` for another form
 */
export function factorsOf(source: AdapterSource, report: AdapterReport, file: string): Factors[] {
  const { lora, tensors = [], form, gguf } = report;
  if (form !== 'gguf-adapter' || gguf?.littleEndian !== true || lora === undefined) {
    throw new StudioError('unsupported', 'This is no GGUF adapter whose values can be read.', {
      place: { file },
      remedy: 'Convert it first: openmem lora convert.',
    });
  }
  const byName = new Map(
    tensors.map((tensor) => [tensor.name.replace(/\.weight(?=\.lora_[ab]$)/, ''), tensor]),
  );
  return lora.pairs.flatMap(({ module, target, layer, rank, a, b }): Factors[] => {
    const [tensorA, tensorB] = [byName.get(`${module}.lora_a`), byName.get(`${module}.lora_b`)];
    if (!tensorA || !tensorB || a.length !== 2 || b.length !== 2 || rank === 0) return [];
    return [
      {
        module,
        target,
        layer,
        rank,
        factor: lora.alpha === null || lora.alpha === 0 ? 1 : lora.alpha / rank,
        a: { source, tensor: tensorA, rows: rank, columns: a[0] ?? 0 },
        b: { source, tensor: tensorB, rows: b[1] ?? 0, columns: rank },
      },
    ];
  });
}
