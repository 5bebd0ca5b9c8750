import { floatToken } from '../../base/json/render';
import type { RawJson } from '../../base/json/types';

/** A vector in the graph as JSON: its numbers are all floating-point ones. */
export const vectorToken = (numbers: readonly unknown[]): RawJson =>
  `[${numbers.map((number) => floatToken(Number(number))).join(', ')}]`;
