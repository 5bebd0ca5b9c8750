/**
 * A process that edits a cube under limits set from outside and prints what it is told. Run with: cube
 * folder, size of a memory, how many to add.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { silentLogger } from '../../../../src/engine/base/context';
import { describeError, StudioError } from '../../../../src/engine/base/errors';
import { CubeSession } from '../../../../src/engine/cube/session/cubeSession';

const [folder = '', size = '1000', count = '1'] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const failed = (what: string) => (error: unknown) => {
  say(`${what} ${error instanceof StudioError ? error.code : describeError(error)}`);
};

const context = { now: () => new Date(), newId: randomUUID, log: silentLogger };
const session = await CubeSession.open(context, folder);
say(session.readOnly ? 'read-only' : 'writable');
for (let n = 0; n < Number(count); n++) {
  const raw = `{"id": "n${n}", "memory": "${'m'.repeat(Number(size))}", "metadata": {}}`;
  const ops = [{ op: 'add', key: `n${n}`, raw, previous: null } as const];
  await session.apply(ops, { actor: 'cli', reason: 'fill' }).then(() => say(`made n${n}`), failed('refused'));
}
say(`size ${session.memory.size}`);
await session.save().then((result) => say(result.kind), failed('unsaved'));
await session.dispose().catch(failed('dispose'));
