/** Adds one to a memory's number so many times; started by processes.test.ts. */
import { openSqlite } from '../../../../src/engine/store/sqlite/sqliteStore';

async function main(file: string, times: number): Promise<void> {
  const store = await openSqlite(file);
  for (let done = 0; done < times;) {
    const [memory] = await store.get(['n']);
    const before = (JSON.parse(memory!.raw) as { memory: string }).memory;
    const outcome = await store.apply(
      {
        id: `${process.pid}-${done}`,
        at: '',
        actor: 'user',
        reason: '',
        ops: [
          {
            op: 'update',
            key: 'n',
            path: ['memory'],
            before: JSON.stringify(before),
            after: JSON.stringify(String(Number(before) + 1)),
          },
        ],
      },
      new Map([['n', memory!.version]]),
    );
    if (outcome.outcome === 'applied') done++;
  }
  store.dispose();
}

main(process.argv[2]!, Number(process.argv[3])).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
