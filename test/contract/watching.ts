import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { StoreEvent } from '../../src/engine/store/port';
import { add, change, record, update } from './samples';
import { useStores, type StoreCase } from './storeCase';

/** Hearing of changes. */
export function watching(store: StoreCase): void {
  const { open, place } = useStores(store);

  describe('watching', () => {
    test('own changes are told at once, with the memories; not after the listener is given back', async () => {
      const opened = await open();
      const events: StoreEvent[] = [];
      const listening = opened.subscribe((event) => events.push(event));
      await opened.apply(change(add('a', record('a', 'A'))), new Map());
      expect(events).toEqual([{ ids: ['a'], external: false }]);
      listening.dispose();
      await opened.apply(change(update('a', ['memory'], '"A"', '"B"')), new Map());
      expect(events).toHaveLength(1);
    });

    test('a conflict is no change', async () => {
      const opened = await open();
      const events: StoreEvent[] = [];
      opened.subscribe((event) => events.push(event));
      await opened.apply(change(update('a', ['memory'], '"A"', '"B"')), new Map());
      expect(events).toEqual([]);
    });

    test.runIf(store.shared)("others' changes are told a little later", async () => {
      const here = await place();
      const [mine, other] = [await here.open(), await here.open()];
      const events: StoreEvent[] = [];
      mine.subscribe((event) => events.push(event));
      await other.apply(change(add('a', record('a', 'A'))), new Map());
      const end = Date.now() + store.notice;
      while (events.length === 0 && Date.now() < end) await sleep(20);
      expect(events[0]?.external).toBe(true);
      expect(events[0]?.ids.length === 0 || events[0]?.ids.includes('a')).toBe(true);
    });
  });
}
