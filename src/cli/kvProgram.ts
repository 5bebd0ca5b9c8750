/** `openmem kv …`: activation memory. Loaded at the start, as `program.ts`; each command brings its part when it runs. */
import { InvalidArgumentError, type Command } from 'commander';
import type { KvBenchOptions } from './commands/kvBench';
import type { KvBuildOptions } from './commands/kvBuild';
import type { KvModelOptions } from './kv/openManager';
import type { Job } from './program';

const CUBE = 'a cube folder, its config.json, or a textual_memory.json';
const ID = 'id of a KV item, or the beginning of one';
const SIZES = [583, 2773, 6064];

/** Adds the commands to `kv`. */
export function addKvCommands(kv: Command, start: (job: Job) => Promise<void>): void {
  const reads = (run: Job['run']): Promise<void> => start({ writes: false, run });
  const writes = (run: Job['run']): Promise<void> => start({ writes: true, run });

  withModel(kv.command('build'))
    .description('Let a model read memories or a document once, and keep what it made of them.')
    .argument('<cube>', CUBE)
    .option('--memory <id>', 'a memory (repeatable)', collect, [])
    .option('--branch <id>', 'a memory and all below it (repeatable)', collect, [])
    .option('--document <file>', 'a text file instead')
    .option('--memos <file>', 'the texts in an activation_memory.pickle instead')
    .option('--title <text>', 'name of the item')
    .option('--pin', 'never evict it')
    .option('--expires <time>', 'when its time is over, ISO 8601')
    .action((cube: string, options: KvBuildOptions) =>
      writes(async (c) => (await import('./commands/kvBuild')).kvBuild(c, cube, options)),
    );
  kv.command('ls')
    .description('List the KV items of a cube; exits with 1 where one is stale, expired, foreign or broken.')
    .argument('<cube>', CUBE)
    .action((cube: string) => reads(async (c) => (await import('./commands/kvItems')).kvLs(c, cube)));
  kv.command('inspect')
    .description('Show an item and the layout of its state, without llama.cpp.')
    .argument('<cube>', CUBE)
    .argument('<id>', ID)
    .option('--stats', 'read the numbers and tell their statistics, layer by layer')
    .action((cube: string, id: string, options: { stats?: boolean }) =>
      reads(async (c) => (await import('./commands/kvItems')).kvInspect(c, cube, id, options)),
    );
  withModel(kv.command('restore'))
    .description(
      'Bring an item back, check it, and tell what happened; exits with 1 where it had to be computed.',
    )
    .argument('<cube>', CUBE)
    .argument('<id>', ID)
    .action((cube: string, id: string, options: KvModelOptions) =>
      writes(async (c) => (await import('./commands/kvItems')).kvRestore(c, cube, id, options)),
    );
  kv.command('export')
    .description('Write the texts of all items as an activation_memory.pickle for MemOS with vLLM.')
    .argument('<cube>', CUBE)
    .requiredOption('-o, --out <file>', 'where to')
    .action((cube: string, { out }: { out: string }) =>
      writes(async (c) => (await import('./commands/kvExport')).kvExport(c, cube, out)),
    );
  withModel(kv.command('bench'))
    .description('Measure the time to the first token with and without an item.')
    .option('--tokens <numbers>', 'sizes of the memory, separated by commas', counts, SIZES)
    .option('--times <number>', 'restores of each size; the median counts', count, 3)
    .action((options: KvBenchOptions) =>
      writes(async (c) => (await import('./commands/kvBench')).kvBench(c, options)),
    );
}

function withModel(command: Command): Command {
  return command
    .option('--model <file>', 'GGUF chat model; OPENMEM_MODEL where left out')
    .option(
      '--threads <number>',
      'threads that compute; as many as the machine has cores fit for it where left out',
      count,
    )
    .option('--context <tokens>', 'size of its context; items are of use only where it is the same', count);
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function count(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('A whole number from 1 is expected.');
}

function counts(value: string): number[] {
  return value.split(',').map((each) => count(each.trim()));
}
