import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KvStore } from '../../engine/activation/items/kvStore';
import { Sealer } from '../../engine/activation/items/seal';
import { measureRestore } from '../../engine/activation/measure/measureRestore';
import { userDataFolder } from '../../engine/cube/files/userDataFolder';
import type { CliContext } from '../context';
import { managerOf, openChat, type KvModelOptions } from '../kv/openManager';
import { msText } from '../kv/report';
import { bytesText } from '../output/numbers';
import { table } from '../output/table';
import type { Result } from '../result';

export interface KvBenchOptions extends KvModelOptions {
  readonly tokens: readonly number[];
  readonly times: number;
}

/** `openmem kv bench`: time to the first token with and without an item, by the size of the memory. */
export async function kvBench(context: CliContext, options: KvBenchOptions): Promise<Result> {
  const chat = openChat(context, options);
  const folder = await mkdtemp(join(tmpdir(), 'openmem-kv-'));
  try {
    const sealer = await Sealer.open(userDataFolder());
    const rows = await measureRestore({
      runtime: chat,
      open: () => managerOf(context, chat, new KvStore(folder, sealer)),
      sizes: options.tokens,
      times: options.times,
      signal: context.signal,
      onStep: (text) => void process.stderr.write(`openmem: ${text}\n`),
    });
    const facts = await chat.facts();
    return {
      json: { model: facts.name, build: facts.build, threads: facts.threads, device: facts.device, rows },
      lines: (style) =>
        table(
          [
            { title: 'TOKENS', cell: ({ tokens }) => tokens, align: 'right' },
            { title: 'STATE', cell: ({ bytes }) => bytesText(bytes), align: 'right' },
            { title: 'COLD', cell: (row) => msText(row.cold_ms), align: 'right' },
            { title: 'RESTORE', cell: (row) => msText(row.restore_ms), align: 'right' },
            { title: 'TTFT', cell: (row) => msText(row.ttft_ms), align: 'right' },
            {
              title: 'REDUCTION',
              cell: ({ reduction }) => `${(100 * reduction).toFixed(2)} %`,
              align: 'right',
            },
            { title: 'OUTCOME', cell: ({ outcome }) => outcome.kind },
          ],
          rows,
          style,
        ),
    };
  } finally {
    chat.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}
