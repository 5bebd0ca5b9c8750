import type { CallSite } from './context';
import { itemSize } from './dtypes';
import { as, kindOf, sequence } from './nodes';
import type { Node, TensorNode } from './nodes';

/**
 * The tensor of a `_rebuild_tensor*` call: (storage, offset, shape, strides, …). Offset and strides count
 * elements; the farthest element must lie inside the storage.
 * @param dtypeNode version 3 names the element type, as its storages are untyped
 * @throws StudioError `bad-pickle` when an argument is missing, of a wrong kind, or reaches outside
 */
export function rebuildTensor(args: readonly Node[], site: CallSite, dtypeNode?: Node): TensorNode {
  const storage = as(args[0], 'storage');
  if (storage === undefined) throw site.bad(`A tensor on a ${kindOf(args[0])} instead of a storage.`);
  const offset = size(args[1], site);
  const shape = sizes(args[2], site);
  const strides = sizes(args[3], site);
  if (shape.length !== strides.length) throw site.bad('A tensor with unequal numbers of sizes and strides.');
  const dtype = dtypeNode === undefined ? storage.dtype : dtypeName(dtypeNode, site);
  const width = itemSize(dtype);
  if (width === undefined) throw site.bad(`Unknown element type ${dtype}.`);
  const available = Math.floor(storage.bytes.byteLength / width);
  const elements = shape.reduce((product, length) => product * length, 1);
  const last = shape.reduce((sum, length, i) => sum + (length - 1) * (strides[i] ?? 0), offset);
  if (!Number.isSafeInteger(elements * width) || !Number.isSafeInteger(last)) {
    throw site.bad(`A tensor of impossible shape (${shape.join(', ')}).`);
  }
  if (elements > 0 ? last >= available : offset > available) {
    throw site.bad(`A tensor reaches element ${last}, but its storage holds ${available}.`);
  }
  return { kind: 'tensor', storage, dtype, itemSize: width, offset, shape, strides, elements };
}

/** Whether elements lie row after row without gaps; sizes of one do not matter. */
export function isContiguous(tensor: TensorNode): boolean {
  let expected = 1;
  for (let i = tensor.shape.length - 1; i >= 0; i -= 1) {
    const length = tensor.shape[i] ?? 0;
    if (length !== 1 && tensor.strides[i] !== expected) return tensor.elements === 0;
    expected *= length;
  }
  return true;
}

function dtypeName(node: Node, site: CallSite): string {
  const name = as(node, 'global')?.name;
  if (name === undefined || !name.startsWith('torch.')) throw site.bad('A tensor without an element type.');
  return name.slice('torch.'.length);
}

function sizes(node: Node | undefined, site: CallSite): number[] {
  const items = sequence(node);
  if (items === undefined || items.length > 16) throw site.bad('A tensor without a usable shape.');
  return items.map((item) => size(item, site));
}

function size(node: Node | undefined, site: CallSite): number {
  if (typeof node === 'number' && Number.isSafeInteger(node) && node >= 0) return node;
  throw site.bad('A tensor with a size, stride or offset that is no natural number.');
}
