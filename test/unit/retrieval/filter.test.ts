import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/engine/base/json/types';
import { checkFilter } from '../../../src/engine/model/filterCheck';
import { passesFilter } from '../../../src/engine/model/filterEvaluate';
import type { MemosFilter } from '../../../src/engine/model/filterLanguage';
import type { ExportPart } from '../../../src/engine/store/port';
import { openSqlite, type SqliteStore } from '../../../src/engine/store/sqlite/sqliteStore';

const record = (metadata: Record<string, JsonValue>): JsonValue => ({
  id: 'x',
  memory: 'a red rose',
  metadata,
});

describe("MemOS's filter language", () => {
  const one = record({
    memory_type: 'UserMemory',
    confidence: 0.9,
    is_fast: true,
    tags: ['red', 'rose'],
    created_at: '2026-01-05T00:00:00+00:00',
  });
  it.each<[MemosFilter, boolean]>([
    [{ memory_type: 'UserMemory' }, true],
    [{ memory_type: 'LongTermMemory' }, false],
    [{ id: 'x', memory: { like: 'red' } }, true],
    [{ memory: { like: 'RED' } }, false],
    [{ confidence: { gt: 0.5, lte: 0.9 } }, true],
    [{ confidence: { gt: '0.5' } }, false],
    [{ is_fast: true }, true],
    [{ tags: { contains: 'rose' } }, true],
    [{ tags: { contains: 'ros' } }, false],
    [{ memory_type: { in: ['UserMemory', 'OuterMemory'] } }, true],
    [{ memory_type: { in: [] } }, false],
    [{ created_at: { gte: '2026-01-05T01:00:00+01:00' } }, true],
    [{ created_at: { lt: '2026-01-05T00:00:00+00:00' } }, false],
    [{ and: [{ is_fast: true }, { memory_type: 'OuterMemory' }] }, false],
    [{ or: [{ is_fast: false }, { memory_type: 'UserMemory' }] }, true],
    [{ absent: 'x' }, false],
    [{ constructor: { like: 'f' } }, false],
  ])('%j → %s', (filter, expected) => {
    expect(passesFilter(one, checkFilter(filter as JsonValue))).toBe(expected);
  });

  it.each<[JsonValue, string]>([
    [null, 'A filter is an object.'],
    [{}, 'The condition at filter is no object that names a property.'],
    [{ and: [] }, '"and" of a filter needs a list of 1 to 100 conditions.'],
    [{ and: [{ a: 1 }], b: 2 }, '"and" stands alone in a filter.'],
    [{ and: [{ or: [] }] }, 'Conditions cannot be nested, as at and[0].or.'],
    [{ 'a) OR 1=1 --': 1 }, 'has a name with other signs'],
    [{ a: {} }, 'A comparison is missing at filter.a.'],
    [{ a: { near: 1 } }, 'There is no comparison "near"'],
    [{ a: { in: 'x' } }, 'A list of values is expected at filter.a.in.'],
    [{ a: { like: 1 } }, 'A text is expected at filter.a.like.'],
    [{ or: [{ a: null }] }, 'A text, a number, true or false is expected at or[0].a.'],
  ])('%j is refused with its place', (filter, message) => {
    expect(() => checkFilter(filter)).toThrow(message);
  });
});

describe('the same in SQL', () => {
  let store: SqliteStore | undefined;
  afterEach(() => store?.dispose());

  const word = fc.constantFrom('red', 'rose', 're', 'Red', '', '2026-01-05T00:00:00Z');
  const number = fc.constantFrom(0, 1, -1, 0.5, 2);
  const scalar = fc.oneof(word, number);
  const order = fc.constantFrom('gt', 'gte', 'lt', 'lte');
  const condition = fc.oneof(
    fc.tuple(fc.constantFrom('a', 'b'), scalar),
    fc.tuple(
      fc.constantFrom('a', 'b'),
      fc.oneof(
        fc.tuple(order, scalar).map(([name, value]) => ({ [name]: value })),
        word.map((like) => ({ like })),
        scalar.map((contains) => ({ contains })),
        fc.array(scalar, { maxLength: 3 }).map((list) => ({ in: list })),
      ),
    ),
    fc.tuple(
      fc.constant('made_at'),
      order.map((name) => ({ [name]: '2026-01-05T00:00:00Z' })),
    ),
  );
  const filters = fc.oneof(
    condition.map(([name, value]) => ({ [name]: value })),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(condition, { minLength: 1, maxLength: 3 }))
      .map(([join, list]) => ({ [join]: list.map(([name, value]) => ({ [name]: value })) })),
  );
  const metadata = fc.record(
    {
      a: fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })),
      b: scalar,
      made_at: fc.constantFrom(
        '2026-01-04T00:00:00Z',
        '2026-01-05T00:00:00Z',
        '2026-01-06T00:00:00Z',
        'soon',
      ),
    },
    { requiredKeys: [] },
  );

  it('finds the same memories', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(metadata, { minLength: 1, maxLength: 5 }), filters, async (list, filter) => {
        store?.dispose();
        store = await openSqlite(':memory:');
        const records = list.map((each, at) => ({ id: `m${at}`, memory: 'x', metadata: { ...each } }));
        await store.import(portion(records), { existing: 'replace' });
        const memos = checkFilter(filter);
        const { rows } = await store.list({ memos, offset: 0, limit: 100 });
        const expected = records.filter((each) => passesFilter(each as JsonValue, memos)).map(({ id }) => id);
        expect(rows.map(({ id }) => id).sort()).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

async function* portion(records: readonly { id: string }[]): AsyncGenerator<ExportPart> {
  const memories = records.map((each) => ({ id: each.id, raw: JSON.stringify(each), vectors: [] }));
  yield await Promise.resolve({ kind: 'memories', memories });
}
