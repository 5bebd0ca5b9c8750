import { open, stat } from 'node:fs/promises';
import type { KvItem } from '../../src/engine/model/kvItem';
import { spreadOf } from '../lib/stats.ts';
import type { Packing, Rates } from './job.ts';
import type { Setting } from './setting.ts';

const TIMES = 5;

/** How fast llama.cpp takes a state, and how fast the same file can be read at all; both from the system's cache. */
export async function ratesOf({ chat, store }: Setting, item: KvItem): Promise<Rates> {
  const path = store().stateOf(item);
  const { size } = await stat(path);
  const load: number[] = [];
  const read: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    read.push(await readMs(path));
    await chat.clearSlot(0);
    load.push((await chat.restoreSlot(0, path)).ms);
  }
  const rate = (times: number[]): number => size / 1e3 / spreadOf(times).median;
  return { loadRate: rate(load), readRate: rate(read) };
}

async function readMs(path: string): Promise<number> {
  const portion = Buffer.allocUnsafe(1 << 20);
  const handle = await open(path, 'r');
  try {
    const started = performance.now();
    while ((await handle.read(portion, 0, portion.length)).bytesRead > 0);
    return performance.now() - started;
  } finally {
    await handle.close();
  }
}

/** Compressing the state of an item, and what bringing it back takes longer then. */
export async function packingOf({ open: manager, chat }: Setting, item: KvItem): Promise<Packing> {
  await chat.clearSlot(0);
  const plain = await manager().wake(item.id);
  const started = performance.now();
  const packed = await manager().pack(item.id);
  const packMs = performance.now() - started;
  await chat.clearSlot(0);
  const cold = await manager().wake(item.id);
  return {
    bytes: item.stored.bytes,
    packedBytes: packed.stored.bytes,
    packMs,
    unpackMs: cold.restoreMs - plain.restoreMs,
  };
}
