import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf } from '../../../../src/engine/cube/outline/order';
import type { MemoryRow } from '../../../../src/engine/model/memory';

const row = (key: string, title: string, updatedAt: number | undefined): MemoryRow => ({
  key,
  id: key,
  title,
  type: '',
  kind: '',
  status: '',
  visibility: '',
  tags: [],
  createdAt: undefined,
  updatedAt,
  confidence: undefined,
  uses: 0,
  chars: 0,
  dimensions: undefined,
  version: 1,
});
const rows = fc.uniqueArray(
  fc.tuple(fc.nat(20), fc.constantFrom('a', 'B', 'b', '林', 'Z'), fc.option(fc.nat(3), { nil: undefined })),
  { selector: ([key]) => key, maxLength: 12 },
);

it('an order brought up to date is the order made anew, and equal rows keep the order of the file', () => {
  fc.assert(
    fc.property(
      rows,
      rows,
      fc.constantFrom('title', 'updatedAt', 'file'),
      fc.boolean(),
      (one, two, by, descending) => {
        const [before, after] = [one, two].map((list) =>
          list.map(([key, title, at]) => row(`${key}`, title, at)),
        );
        const sort = { by, descending };
        const fresh = orderOf(after!, sort);
        expect(orderOf(after!, sort, orderOf(before!, sort)).places).toEqual(fresh.places);
        if (!fresh.places) return;
        expect([...fresh.places].sort((a, b) => a - b)).toEqual(after!.map((_, at) => at));
        for (const [i, at] of [...fresh.places].slice(1).entries()) {
          const [x, y] = [after![fresh.places[i]!]!, after![at]!];
          if (by === 'title' && x.title === y.title) expect(fresh.places[i]!).toBeLessThan(at);
          if (by === 'updatedAt') expect(x.updatedAt === undefined && y.updatedAt !== undefined).toBe(false);
        }
      },
    ),
  );
});
