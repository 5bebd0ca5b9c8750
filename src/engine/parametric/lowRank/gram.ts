/**
 * Products of tall or wide matrices with each other, read from files in blocks of at most about 64 Ki values, so that
 * neither a matrix nor the product that an adapter stands for is ever held whole.
 */
import { readValues } from '../../cube/adapter/tensorValues';
import type { StoredMatrix } from './factors';

/** Values read at a time, of both matrices together. */
const BLOCK = 65_536;
/** Blocks of the quantised type that is read have this many values; parts of rows begin at a multiple of it. */
const STEP = 32;

/** X · Yᵀ of matrices with equally many columns, row by row: X.rows × Y.rows numbers. */
export function rowProducts(x: StoredMatrix, y: StoredMatrix): Float64Array {
  const out = new Float64Array(x.rows * y.rows);
  const fit = Math.floor(BLOCK / (x.rows + y.rows) / STEP) * STEP;
  const width = Math.max(STEP, fit);
  for (let from = 0; from < x.columns; from += width) {
    const count = Math.min(width, x.columns - from);
    const ours = partsOfRows(x, from, count);
    const theirs = y === x ? ours : partsOfRows(y, from, count);
    for (let i = 0; i < x.rows; i += 1) {
      for (let j = 0; j < y.rows; j += 1) out[i * y.rows + j]! += dot(ours[i]!, theirs[j]!);
    }
  }
  return out;
}

/** Xᵀ · Y of matrices with equally many rows, row by row: X.columns × Y.columns numbers. */
export function columnProducts(x: StoredMatrix, y: StoredMatrix): Float64Array {
  const out = new Float64Array(x.columns * y.columns);
  const height = Math.max(1, Math.floor(BLOCK / (x.columns + y.columns)));
  for (let from = 0; from < x.rows; from += height) {
    const count = Math.min(height, x.rows - from);
    const ours = wholeRows(x, from, count);
    const theirs = y === x ? ours : wholeRows(y, from, count);
    for (let row = 0; row < count; row += 1) {
      for (let i = 0; i < x.columns; i += 1) {
        const value = ours[row * x.columns + i]!;
        if (value === 0) continue;
        for (let j = 0; j < y.columns; j += 1) {
          out[i * y.columns + j]! += value * theirs[row * y.columns + j]!;
        }
      }
    }
  }
  return out;
}

function partsOfRows(
  { source, tensor, rows, columns }: StoredMatrix,
  from: number,
  count: number,
): Float32Array[] {
  return Array.from({ length: rows }, (_, row) => readValues(source, tensor, row * columns + from, count));
}

function wholeRows({ source, tensor, columns }: StoredMatrix, from: number, count: number): Float32Array {
  return readValues(source, tensor, from * columns, count * columns);
}

function dot(x: Float32Array, y: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += x[i]! * y[i]!;
  return sum;
}
