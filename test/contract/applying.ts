import { describe, expect, test } from 'vitest';
import { add, change, dataOf, link, portions, record, unlink, update } from './samples';
import { useStores, type StoreCase } from './storeCase';

const NONE = new Map<string, string | null>();
const PAGE = { offset: 0, limit: 100 };

/** Changes: all or nothing, expected versions, conflicts, hostile content. */
export function applyingChanges(store: StoreCase): void {
  const { open, place } = useStores(store);

  describe('applying', () => {
    test('adds, updates and removes, and tells the new versions', async () => {
      const opened = await open();
      const added = await opened.apply(change(add('a', record('a', 'One'))), new Map([['a', null]]));
      expect(added.outcome).toBe('applied');
      const [first] = await opened.get(['a']);
      expect(added.outcome === 'applied' && added.versions.get('a')).toBe(first!.version);

      const edit = change(
        update('a', ['memory'], '"One"', '"Two"'),
        update('a', ['metadata', 'key'], null, '"k"'),
      );
      const updated = await opened.apply(edit, new Map([['a', first!.version]]));
      const [second] = await opened.get(['a']);
      expect(updated.outcome === 'applied' && updated.versions.get('a')).toBe(second!.version);
      expect(second!.version).not.toBe(first!.version);
      expect(dataOf(second!.raw)).toMatchObject({ id: 'a', memory: 'Two', metadata: { key: 'k' } });
      expect(second!.row).toMatchObject({ title: 'k', chars: 3 });

      const gone = change({ op: 'remove', key: 'a', raw: second!.raw, previous: null });
      const removed = await opened.apply(gone, new Map([['a', second!.version]]));
      expect(removed.outcome === 'applied' && removed.versions.get('a')).toBeNull();
      expect(await opened.get(['a'])).toEqual([]);
    });

    test('a field that is removed is gone', async () => {
      const opened = await open();
      await opened.apply(change(add('a', record('a', 'One', { key: 'k', info: { x: 1 } }))), NONE);
      await opened.apply(change(update('a', ['metadata', 'key'], '"k"', null)), NONE);
      const [memory] = await opened.get(['a']);
      expect(dataOf(memory!.raw).metadata).not.toHaveProperty('key');
    });

    test('another version than expected is a conflict, and nothing is written', async () => {
      const opened = await open();
      await opened.apply(change(add('a', record('a', 'One'))), NONE);
      const [before] = await opened.get(['a']);
      await opened.apply(change(update('a', ['memory'], '"One"', '"Two"')), NONE);
      const late = change(add('b', record('b', 'B')), update('a', ['memory'], '"Two"', '"Three"'));
      const outcome = await opened.apply(late, new Map([['a', before!.version]]));
      expect(outcome).toEqual({ outcome: 'conflict', ids: ['a'] });
      expect((await opened.get(['a', 'b'])).map((m) => dataOf(m.raw).memory)).toEqual(['Two']);
    });

    test('expecting nothing where there is something is a conflict, and the other way round', async () => {
      const opened = await open();
      await opened.apply(change(add('a', record('a', 'One'))), NONE);
      const edit = change(update('a', ['memory'], '"One"', '"Two"'));
      expect(await opened.apply(edit, new Map([['a', null]]))).toMatchObject({ ids: ['a'] });
      expect(await opened.apply(edit, new Map([['b', '1']]))).toMatchObject({ ids: ['b'] });
    });

    test('a field that is not as the operation expects is a conflict', async () => {
      const opened = await open();
      await opened.apply(change(add('a', record('a', 'One')), add('b', record('b', 'B'))), NONE);
      const edit = change(update('b', ['memory'], '"B"', '"C"'), update('a', ['memory'], '"Other"', '"Two"'));
      expect(await opened.apply(edit, NONE)).toEqual({ outcome: 'conflict', ids: ['a'] });
      const [b] = await opened.get(['b']);
      expect(dataOf(b!.raw).memory).toBe('B');
    });

    test('adding what is there, changing what is not, and taking away a missing edge are conflicts', async () => {
      const opened = await open();
      await opened.apply(change(add('a', record('a', 'One')), add('b', record('b', 'Two'))), NONE);
      const conflict = { outcome: 'conflict' };
      expect(await opened.apply(change(add('a', record('a', 'X'))), NONE)).toMatchObject(conflict);
      expect(await opened.apply(change(update('x', ['memory'], '"a"', '"b"')), NONE)).toMatchObject(conflict);
      expect(
        await opened.apply(change({ op: 'remove', key: 'x', raw: '{}', previous: null }), NONE),
      ).toMatchObject(conflict);
      expect(await opened.apply(change(unlink('a', 'b')), NONE)).toMatchObject(conflict);
    });

    test('links and takes links away', async () => {
      const opened = await open();
      const both = change(add('a', record('a', 'A')), add('b', record('b', 'B')), link('a', 'b'));
      await opened.apply(both, NONE);
      expect(await opened.edges(['a'])).toEqual([{ source: 'a', target: 'b', type: 'PARENT' }]);
      await opened.apply(change(unlink('a', 'b'), link('b', 'a', 'CAUSE')), NONE);
      expect(await opened.edges(['b'])).toEqual([{ source: 'b', target: 'a', type: 'CAUSE' }]);
      expect((await opened.children(null, PAGE)).total).toBe(2);
    });

    test('one of many operations that fails takes all of them back', async () => {
      const opened = await open();
      await opened.apply(change(add('a', record('a', 'A'))), NONE);
      const many = Array.from({ length: 50 }, (_, i) => add(`n${i}`, record(`n${i}`, 'N')));
      const outcome = await opened.apply(change(...many, link('a', 'n0'), unlink('n1', 'n2')), NONE);
      expect(outcome.outcome).toBe('conflict');
      expect(await opened.counts()).toMatchObject({ memories: 1, edges: 0 });
    });

    test.runIf(store.keepsOrder)('a memory is put after the one that the operation names', async () => {
      const opened = await open();
      const ops = ['a', 'b', 'c'].map((id, i, all) => add(id, record(id, id), i ? all[i - 1]! : null));
      await opened.apply(change(...ops), NONE);
      await opened.apply(change(add('x', record('x', 'x'), 'a'), add('y', record('y', 'y'), 'a')), NONE);
      await opened.apply(change(add('first', record('first', 'first'), null)), NONE);
      const { rows } = await opened.list(PAGE);
      expect(rows.map((row) => row.id)).toEqual(['first', 'a', 'y', 'x', 'b', 'c']);
    });

    test.runIf(store.keepsOrder)('any number of memories fits between two', async () => {
      const opened = await open();
      await opened.apply(change(add('a', record('a', 'a')), add('z', record('z', 'z'), 'a')), NONE);
      const ops = Array.from({ length: 100 }, (_, i) => add(`n${i}`, record(`n${i}`, 'n'), 'a'));
      for (const op of ops) await opened.apply(change(op), NONE);
      const { rows } = await opened.list({ offset: 0, limit: 200 });
      const between = ops.map((op) => ('key' in op ? op.key : '')).reverse();
      expect(rows.map((row) => row.id)).toEqual(['a', ...between, 'z']);
    });

    test.runIf(store.losslessRaw)('records keep their tokens, unknown members and order', async () => {
      const opened = await open();
      const raw =
        '{"z": 1e3, "id": "a", "memory": "x", "metadata": {"confidence": 90.0, "big": 12345678901234567890}}';
      await opened.apply(change(add('a', raw)), NONE);
      expect((await opened.get(['a']))[0]!.raw).toBe(raw);
      await opened.apply(change(update('a', ['memory'], '"x"', '"y"')), NONE);
      expect((await opened.get(['a']))[0]!.raw).toBe(raw.replace('"x"', '"y"'));
    });

    const HOSTILE: [string, string][] = [
      ['quotes', `a'b"c\`d\\e; DROP TABLE memories; --`],
      ['a NUL', 'a\0b'],
      ['the name of a prototype', '__proto__'],
      ['the name of a constructor', 'constructor'],
      ['an emoji', '👩‍👩‍👧 🧠'],
      ['Chinese', '记忆立方体'],
      ['a search expression', 'NEAR(a b) OR "x* AND -y:'],
      ['a pattern', '100%_[a]*?'],
      ['white space', ' \t a\n '],
      ['a Cypher fragment', '}) DETACH DELETE (n) //'],
    ];
    if (store.halfCharacters) HOSTILE.push(['half a character', 'x\ud800y']);
    test.each(HOSTILE)('an id and a text with %s', async (_, text) => {
      const opened = await open();
      const outcome = await opened.apply(
        change(
          add(text, record(text, text, { key: text, tags: [text] })),
          add('other', record('other', 'x')),
          link(text, 'other'),
        ),
        NONE,
      );
      expect(outcome.outcome).toBe('applied');
      const [memory] = await opened.get([text]);
      expect(memory!.id).toBe(text);
      expect(dataOf(memory!.raw)).toMatchObject({ id: text, memory: text });
      expect((await opened.list({ ...PAGE, tags: [text] })).rows.map((row) => row.id)).toEqual([text]);
      expect(await opened.edges([text])).toEqual([{ source: text, target: 'other', type: 'PARENT' }]);
      expect((await opened.children(text, PAGE)).rows.map((row) => row.id)).toEqual(['other']);
      await expect(opened.lexical({ terms: [text], limit: 5 })).resolves.toBeInstanceOf(Array);
      const before = JSON.stringify(text);
      const edited = await opened.apply(change(update(text, ['memory'], before, '"y"')), NONE);
      expect(edited.outcome).toBe('applied');
    });

    test.runIf(!store.halfCharacters)('half a character is refused, and nothing is written', async () => {
      const opened = await open();
      const refused = { code: 'bad-argument' };
      for (const broken of [record('a', 'x\ud800y'), record('a', 'x', { info: { '\udc00': 1 } })]) {
        const apply = opened.apply(change(add('b', record('b', 'B')), add('a', broken)), NONE);
        await expect(apply).rejects.toMatchObject(refused);
        const parts = portions([['a', broken]]);
        await expect(opened.import(parts, { existing: 'keep' })).rejects.toMatchObject(refused);
      }
      expect((await opened.counts()).memories).toBe(0);
    });

    test('a text of one megabyte', async () => {
      const opened = await open();
      const text = '记忆 memory '.repeat(100_000).slice(0, 1_000_000);
      await opened.apply(change(add('a', record('a', text))), NONE);
      const [memory] = await opened.get(['a']);
      expect(dataOf(memory!.raw).memory).toBe(text);
      expect(memory!.row.chars).toBe(1_000_000);
    });

    test('a record that is no JSON object is refused, and nothing is written', async () => {
      const opened = await open();
      for (const raw of ['', '{', '[]', '"x"', 'null']) {
        const refused = opened.apply(change(add('b', record('b', 'B')), add('a', raw)), NONE);
        await expect(refused).rejects.toMatchObject({ name: 'StudioError' });
      }
      expect((await opened.counts()).memories).toBe(0);
    });

    test.runIf(store.shared)('of two who edit what they saw, one gets a conflict', async () => {
      const here = await place();
      const [one, two] = [await here.open(), await here.open()];
      await one.import(portions([['a', record('a', '0')]]), { existing: 'replace' });
      const seen = new Map([['a', (await two.get(['a']))[0]!.version]]);
      const outcomes = await Promise.all([
        one.apply(change(update('a', ['memory'], '"0"', '"1"')), seen),
        two.apply(change(update('a', ['memory'], '"0"', '"2"')), seen),
      ]);
      expect(outcomes.map((o) => o.outcome).sort()).toEqual(['applied', 'conflict']);
    });
  });
}
