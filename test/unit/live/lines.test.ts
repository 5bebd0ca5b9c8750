import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf, linesOf, runsOf, type Block } from '../../../src/engine/live/lines';

interface Shape {
  readonly total: number;
  readonly open: readonly (readonly [number, Shape])[];
}

const shape = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    total: fc.integer({ min: 1, max: 9 }),
    open: fc.oneof(
      { depthSize: 'small' },
      fc.constant([]),
      fc.uniqueArray(fc.tuple(fc.nat(8), tie('shape')), { selector: ([at]) => at, maxLength: 3 }),
    ),
  }),
})).shape;

function blockOf({ total, open }: Shape, parent: string | null = null, depth = 0): Block {
  const inner = open
    .filter(([index]) => index < total)
    .map(([index, child]) => ({ index, block: blockOf(child, `${parent ?? ''}/${index}`, depth + 1) }))
    .sort((a, b) => a.index - b.index);
  return { parent, depth, total, open: inner };
}

/** The same lines, written out. */
function written({ parent, total, open }: Block): string[] {
  return Array.from({ length: total }, (_, index) => {
    const inner = open.find((candidate) => candidate.index === index);
    return [`${parent ?? ''}/${index}`, ...(inner ? written(inner.block) : [])];
  }).flat();
}

test('lines found by counting are those that a listing gives', () => {
  fc.assert(
    fc.property(shape, fc.nat(30), fc.nat(30), (made, from, count) => {
      const block = blockOf(made);
      const lines = written(block);
      const runs = runsOf(block, from, count);
      const found = runs.flatMap((run) =>
        Array.from({ length: run.count }, (_, at) => `${run.parent ?? ''}/${run.offset + at}`),
      );
      expect(linesOf(block)).toBe(lines.length);
      expect(found).toEqual(lines.slice(from, from + count));
      for (const [at, line] of lines.entries()) {
        const parent = line.slice(0, line.lastIndexOf('/'));
        const index = Number(line.slice(line.lastIndexOf('/') + 1));
        expect(lineOf(block, parent === '' ? null : parent, index)).toBe(at);
      }
    }),
  );
});
