/**
 * A process that edits and saves a cube until it is killed, printing each change once it is acknowledged.
 * Run with: cube folder, prefix of new ids, seed.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { silentLogger } from '../../../../src/engine/base/context';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import type { AppliedChange } from '../../../../src/engine/cube/session/appliedChange';

const [folder = '', prefix = '', seed = '1', rounds = 'Infinity'] = process.argv.slice(2);
let state = Number(seed) >>> 0;
const random = (below: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const say = (line: string): void => void writeSync(1, `${line}\n`);

const context = { now: () => new Date(), newId: randomUUID, log: silentLogger };
const session = await CubeSession.open(context, folder);
say('open');
let undoable: { change: AppliedChange; key: string } | undefined;
for (let n = 0; n < Number(rounds); n++) {
  const dice = random(10);
  if (dice < 6) {
    const key = `${prefix}-${n}`;
    const raw = `{"id": "${key}", "memory": "${'m'.repeat(random(2000))}", "metadata": {}}`;
    const previous = random(2) === 0 ? null : ([...session.memory.byKey.keys()].at(-1) ?? null);
    const change = await session.apply([{ op: 'add', key, raw, previous }], {
      actor: 'cli',
      reason: `add ${key}`,
    });
    say(`made ${key}`);
    undoable = { change, key };
  } else if (dice < 7 && undoable) {
    const { change, key } = undoable;
    undoable = undefined;
    say(`undoing ${key}`);
    await session.undo(change);
    say(`undone ${key}`);
  } else if (dice < 8) {
    const result = await session.save();
    if (result.kind === 'conflict') throw new Error('unexpected conflict');
    say(`saved ${result.kind}`);
  } else {
    const before = session.memory.fieldRaw('counter', ['metadata', prefix]);
    const path = ['metadata', prefix];
    await session.apply([{ op: 'update', key: 'counter', path, before, after: String(n) }], {
      actor: 'cli',
      reason: 'count',
    });
    say(`count ${n}`);
  }
}
await session.save();
await session.dispose();
say('end');
