import type { Budget } from './budget';
import type { CacheLayer } from './cacheLayers';
import type { TensorNode } from './nodes';
import type {
  ActivationItem,
  ActivationProblem,
  LayerStatistics,
  TensorStatistics,
} from '../../model/activationReport';
import { measure } from './statistics';
import { isContiguous } from './tensor';

/** What an item's tensors tell. */
export type CacheDescription = Pick<
  ActivationItem,
  | 'layers'
  | 'heads'
  | 'tokens'
  | 'headDim'
  | 'dtype'
  | 'device'
  | 'strides'
  | 'contiguous'
  | 'bytes'
  | 'perLayer'
>;

/** Shape, type and size of a cache, and what is odd about it. */
export function describeCache(
  layers: readonly CacheLayer[],
  item: string,
  problems: ActivationProblem[],
): CacheDescription {
  const tensors = layers.flatMap(({ key, value }) => [key, value].filter((tensor) => tensor !== undefined));
  const first = tensors[0];
  const add = (code: string, message: string): void => void problems.push({ code, message, item });
  if (tensors.length < layers.length * 2) {
    add(
      'missing-tensor',
      `${layers.length * 2 - tensors.length} of ${layers.length * 2} tensors are missing.`,
    );
  }
  if (first !== undefined && first.shape.length !== 4) {
    add(
      'unexpected-shape',
      `Tensors of shape (${first.shape.join(', ')}); (batch, heads, tokens, size) expected.`,
    );
  }
  if (first !== undefined && tensors.some((tensor) => !sameShape(tensor, first))) {
    add('mixed-shapes', 'The layers do not have the same shape.');
  }
  const device = only(tensors.map((tensor) => tensor.storage.device));
  if (device !== null && device !== 'cpu') {
    add('needs-device', `The tensors lived on ${device}; without such a device MemOS loads nothing.`);
  }
  const four = first?.shape.length === 4 ? first.shape : [];
  return {
    layers: layers.length,
    heads: four[1] ?? null,
    tokens: four[2] ?? null,
    headDim: four[3] ?? null,
    dtype: only(tensors.map((tensor) => tensor.dtype)),
    device,
    strides: first?.strides ?? null,
    contiguous: first === undefined ? null : isContiguous(first),
    bytes: tensors.reduce((sum, tensor) => sum + tensor.elements * tensor.itemSize, 0),
  };
}

/** Statistics of every layer. Tensors shared between layers are measured once. */
export function measureLayers(
  layers: readonly CacheLayer[],
  budget: Budget,
  known: Map<TensorNode, TensorStatistics | null>,
): readonly LayerStatistics[] {
  const of = (tensor: TensorNode | undefined): TensorStatistics | null => {
    if (tensor === undefined) return null;
    const before = known.get(tensor);
    if (before !== undefined) return before;
    const made = measure(tensor, budget);
    known.set(tensor, made);
    return made;
  };
  return layers.map(({ key, value }, layer) => ({ layer, key: of(key), value: of(value) }));
}

function sameShape(a: TensorNode, b: TensorNode): boolean {
  return a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i]);
}

/** The common value, `mixed` when there are several, null without any. */
function only(values: readonly string[]): string | null {
  const [first, second] = new Set(values);
  return second === undefined ? (first ?? null) : 'mixed';
}
