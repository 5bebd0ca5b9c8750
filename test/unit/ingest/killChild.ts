/**
 * Reads a long dialogue into a cube in portions of one memory, each after a short rest, accepts and applies it;
 * says which portions the reader gave. To be killed.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { silentLogger } from '../../../src/engine/base/context';
import { CubeSession } from '../../../src/engine/cube/session/cubeSession';
import { acceptSuggested, applyBatch } from '../../../src/engine/ingest/applyBatch';
import { BatchStore } from '../../../src/engine/ingest/batches/batchStore';
import { ingest } from '../../../src/engine/ingest/ingest';
import { readFrom } from '../../../src/engine/ingest/readFrom';
import { cubeTarget } from '../../../src/engine/ingest/targets/cubeTarget';
import { VERDICTS } from '../../../src/engine/model/proposal';
import type { ReadPortion } from '../../../src/engine/model/reading';

const [folder = '', file = ''] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const context = { now: () => new Date(), newId: randomUUID, log: silentLogger };
const session = await CubeSession.open(context, folder);
const batches = BatchStore.of(folder);
const target = cubeTarget(session);
const whole = readFrom(
  { name: 'chat.json', bytes: readFileSync(file) },
  { mode: 'fast', unit: 'turn', now: () => new Date('2026-03-01T00:00:00Z') },
);

/** The reader's memories, one to a portion. */
async function* oneByOne(from: number): AsyncGenerator<ReadPortion> {
  const memories = [];
  let last: ReadPortion | undefined;
  for await (const portion of whole.read({ from: 0, made: 0, signal: undefined })) {
    memories.push(...portion.memories);
    last = portion;
  }
  for (const [at, memory] of memories.entries()) {
    if (at < from || !last) continue;
    say(`read ${at}`);
    yield { ...last, portion: at, portions: memories.length, memories: [memory], edges: [], notes: [] };
    say(`kept ${at}`);
    await sleep(2);
  }
}

say('open');
// Killed between the last write and "done", it has nothing to do: a settled source would be read anew.
const settled = (await batches.list()).some(({ state }) => state === 'applied');
if (!settled) {
  const { id } = await ingest(context, target, batches, { ...whole, read: ({ from }) => oneByOne(from) });
  await acceptSuggested(batches, id, VERDICTS);
  await applyBatch(batches, id, target, {
    save: async () => {
      await session.save();
    },
  });
}
await session.dispose();
say('done');
