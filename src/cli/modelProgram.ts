/** `openmem model …` and `openmem generate`. Loaded at the start, as `program.ts`; each command brings its part. */
import { InvalidArgumentError, type Command } from 'commander';
import type { GenerateOptions } from './commands/generate';
import type { ModelGetOptions } from './commands/modelGet';
import type { Job } from './program';

/** Adds the commands to `model`. */
export function addModelCommands(model: Command, start: (job: Job) => Promise<void>): void {
  const FOLDER = 'the folder of models; OPENMEM_MODELS where left out';
  model
    .command('ls')
    .description('List the models of a folder and what they are.')
    .option('--folder <folder>', FOLDER)
    .action(({ folder }: { folder?: string }) =>
      start({
        writes: false,
        run: async (c) => (await import('./commands/modelLs')).modelLs(c, folder),
      }),
    );
  model
    .command('get')
    .description('Download a model; what was cut off goes on where it stopped.')
    .argument('<model>', 'hf:owner/repository/file.gguf, or an https address')
    .option('--folder <folder>', FOLDER)
    .option('--sha256 <hex>', 'checksum that the file must have', (value: string) => {
      if (/^[0-9a-f]{64}$/i.test(value)) return value;
      throw new InvalidArgumentError('64 hexadecimal digits are expected.');
    })
    .action((uri: string, _: unknown, self: Command) =>
      start({
        writes: true,
        run: async (c) =>
          (await import('./commands/modelGet')).modelGet(c, uri, self.optsWithGlobals<ModelGetOptions>()),
      }),
    );
}

/** How values of options are read. */
interface Parsers {
  readonly count: (value: string) => number;
  readonly number: (value: string) => number;
  readonly collect: (value: string, earlier: readonly string[]) => string[];
}

/** What `generate` takes. */
export function addGenerateOptions(
  generate: Command,
  start: (job: Job) => Promise<void>,
  { count, number, collect }: Parsers,
): void {
  generate
    .requiredOption('--prompt <text>', 'the question')
    .option(
      '--cube <cube>',
      'a cube folder, a .sqlite store or a neo4j address, whose memories are told to the model',
    )
    .option('--model <file>', 'GGUF chat model; OPENMEM_MODEL where left out')
    .option('-k, --top-k <number>', 'tell only so many memories, found by the prompt', count)
    .option('--max-tokens <number>', 'most tokens of the answer', count, 256)
    .option('--temperature <number>', '0 for the likeliest tokens', number)
    .option('--seed <number>', 'decides what is drawn', count)
    .option('--schema <file>', 'JSON schema that the answer must keep to')
    .option('--stop <text>', 'text at which the answer ends (repeatable)', collect, [])
    .option('--context <tokens>', 'room for prompt and answer', count)
    .option('--threads <number>', 'threads of llama.cpp', count)
    .option('--stream', 'write the answer as it is made')
    .action((_: unknown, self: Command) =>
      start({
        writes: true,
        sqlite: true,
        run: async (c) =>
          (await import('./commands/generate')).generate(c, self.optsWithGlobals<GenerateOptions>()),
      }),
    );
}
