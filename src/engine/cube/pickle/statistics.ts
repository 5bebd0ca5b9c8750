import type { Budget } from './budget';
import { elementReader } from './dtypes';
import type { TensorNode } from './nodes';
import type { TensorStatistics } from '../../model/activationReport';

/**
 * Statistics over a tensor's elements, read through its strides. The spread is summed around the first finite
 * value, which keeps it exact enough for values far from zero.
 * @returns null when the element type is not a number that can be read, or the budget is spent
 */
export function measure(tensor: TensorNode, budget: Budget): TensorStatistics | null {
  const read = elementReader(tensor.dtype);
  if (read === undefined || !budget.mayMeasure(tensor.elements)) return null;
  const { bytes } = tensor.storage;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [min, max, sum, squares, finite, nan, infinite] = [Infinity, -Infinity, 0, 0, 0, 0, 0];
  let center = 0;
  forEachOffset(tensor, (element) => {
    const value = read(view, element * tensor.itemSize);
    if (Number.isNaN(value)) nan += 1;
    else if (!Number.isFinite(value)) infinite += 1;
    else {
      if (finite === 0) center = value;
      finite += 1;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value - center;
      squares += (value - center) ** 2;
    }
  });
  if (finite === 0) return { min: null, max: null, mean: null, std: null, absMax: null, nan, infinite };
  const shift = sum / finite;
  const variance = Math.max(0, squares / finite - shift ** 2);
  return {
    min: tidy(min),
    max: tidy(max),
    mean: tidy(center + shift),
    std: tidy(Math.sqrt(variance)),
    absMax: tidy(Math.max(Math.abs(min), Math.abs(max))),
    nan,
    infinite,
  };
}

/** Sums of huge float64 values overflow; JSON has no infinity. Negative zero is zero. */
function tidy(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}

/** Calls back with the storage index of every element, the last dimension fastest. */
function forEachOffset(tensor: TensorNode, visit: (element: number) => void): void {
  if (tensor.elements === 0) return;
  const rank = tensor.shape.length;
  const width = tensor.shape[rank - 1] ?? 1;
  const stride = tensor.strides[rank - 1] ?? 1;
  const index = new Array<number>(Math.max(0, rank - 1)).fill(0);
  let row = tensor.offset;
  for (let done = 0; done < tensor.elements; done += width) {
    for (let i = 0; i < width; i += 1) visit(row + i * stride);
    for (let axis = rank - 2; axis >= 0; axis -= 1) {
      const step = tensor.strides[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      if (next < (tensor.shape[axis] ?? 1)) {
        index[axis] = next;
        row += step;
        break;
      }
      row -= step * (next - 1);
      index[axis] = 0;
    }
  }
}
