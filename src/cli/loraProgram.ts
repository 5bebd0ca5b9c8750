/** `openmem lora …`: adapters. Loaded at the start, as `program.ts`; each command brings its part when it runs. */
import { Option, type Command } from 'commander';
import type { LoraCompareOptions } from './commands/loraCompare';
import type { LoraConvertOptions } from './commands/loraConvert';
import type { LoraInspectOptions } from './commands/loraInspect';
import type { LoraAddOptions, LoraAttachOptions, ReasonOptions } from './commands/loraKeep';
import type { LoraRouteOptions } from './commands/loraRoute';
import type { Job } from './program';

const CUBE = 'a cube folder, or its config.json';
const ID = 'id of an adapter, or at least 4 characters that only it begins with';
const FILE = 'an adapter file, or CUBE#ID';

/** Adds the commands to `lora`; `read` has what reads values of options. */
export function addLoraCommands(
  lora: Command,
  start: (job: Job) => Promise<void>,
  read: {
    readonly number: (value: string) => number;
    readonly count: (value: string) => number;
    readonly collect: (value: string, earlier: readonly string[]) => string[];
  },
): void {
  const { number, count, collect } = read;
  const reads = (run: Job['run']): Promise<void> => start({ writes: false, run });
  const writes = (run: Job['run']): Promise<void> => start({ writes: true, run });
  const command = (name: string, description: string): Command => lora.command(name).description(description);
  const keep = () => import('./commands/loraKeep');

  command('ls', 'List the adapters of a cube: attached, approved, or no longer as its memories are.')
    .argument('<cube>', CUBE)
    .action((cube: string) => reads(async (c) => (await import('./commands/loraLs')).loraLs(c, cube)));
  command('inspect', 'Header, norms by layer, and whether an adapter fits a model.')
    .argument('<adapter>', FILE)
    .option('--base <file>', 'GGUF file of a model to hold it against')
    .action((adapter: string, options: LoraInspectOptions) =>
      reads(async (c) => (await import('./commands/loraInspect')).loraInspect(c, adapter, options)),
    );
  command('diff', 'Compare what two adapters add to each module.')
    .argument('<a>', FILE)
    .argument('<b>', 'the other')
    .action((a: string, b: string) =>
      reads(async (c) => (await import('./commands/loraDiff')).loraDiff(c, a, b)),
    );
  command('compare', 'Answer one prompt with two sets of adapters.')
    .argument('<cube>', CUBE)
    .argument('<prompt>', 'what to ask')
    .requiredOption('--model <file>', 'GGUF chat model')
    .option('-a <id=scale>', 'an adapter of the first set (repeatable); none is the model alone', collect, [])
    .option('-b <id=scale>', 'of the second set (repeatable); what is attached where left out', collect, [])
    .option('--max-tokens <number>', 'most tokens of an answer', count, 128)
    .action((cube: string, prompt: string, options: LoraCompareOptions) =>
      reads(async (c) => (await import('./commands/loraCompare')).loraCompare(c, cube, prompt, options)),
    );
  command('route', 'Tell which adapters a task would be answered with, and why.')
    .argument('<cube>', CUBE)
    .argument('<task>', 'what is to be done')
    .option('--embedder <file>', 'GGUF embedder; OPENMEM_EMBEDDER where left out, else words are compared')
    .option('--threshold <score>', 'least similarity, 0 to 1', number)
    .option('--force <id=scale>', 'choose this one whatever its score (repeatable)', collect, [])
    .option('--forbid <id>', 'never choose this one (repeatable)', collect, [])
    .action((cube: string, task: string, options: LoraRouteOptions) =>
      reads(async (c) => (await import('./commands/loraRoute')).loraRoute(c, cube, task, options)),
    );
  command('convert', 'Make a GGUF adapter for llama.cpp of a LoRA adapter that PEFT saved.')
    .argument('<source>', 'the folder with adapter_model.safetensors and adapter_config.json')
    .requiredOption('--base <file>', 'GGUF file of the model that it was trained for')
    .requiredOption('-o, --out <file>', 'where to')
    .addOption(new Option('--type <type>', 'of the values').choices(['f32', 'f16']).default('f32'))
    .option('--name <text>', 'name of the adapter')
    .option('--force', 'replace a file that is there')
    .action((source: string, options: LoraConvertOptions) =>
      writes(async (c) => (await import('./commands/loraConvert')).loraConvert(c, source, options)),
    );
  command('add', 'Take a copy of an adapter into a cube, once it fits its base model.')
    .argument('<cube>', CUBE)
    .argument('<source>', 'a GGUF adapter, or what PEFT saved')
    .requiredOption('--base <file>', 'GGUF file of the model that it was trained for')
    .option('--title <text>', 'what to call it')
    .action((cube: string, source: string, options: LoraAddOptions) =>
      writes(async (c) => (await keep()).loraAdd(c, cube, source, options)),
    );
  for (const [name, approval] of [
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ] as const) {
    const what =
      approval === 'approved' ? 'Let an adapter be attached.' : 'Let an adapter not be used, and detach it.';
    command(name, what)
      .argument('<cube>', CUBE)
      .argument('<id>', ID)
      .action((cube: string, id: string) =>
        writes(async (c) => (await keep()).loraDecide(c, cube, id, approval)),
      );
  }
  command('rm', 'Remove an adapter and its training set from a cube.')
    .argument('<cube>', CUBE)
    .argument('<id>', ID)
    .action((cube: string, id: string) => writes(async (c) => (await keep()).loraRemove(c, cube, id)));
  command('attach', 'Attach an approved adapter, or change its scale.')
    .argument('<cube>', CUBE)
    .argument('<id>', ID)
    .option('--scale <number>', '1 is as trained', number, 1)
    .option('--reason <text>', 'why, for the history')
    .action((cube: string, id: string, options: LoraAttachOptions) =>
      writes(async (c) => (await keep()).loraAttach(c, cube, id, options)),
    );
  command('detach', 'Detach an adapter; it stays in the cube.')
    .argument('<cube>', CUBE)
    .argument('<id>', ID)
    .option('--reason <text>', 'why, for the history')
    .action((cube: string, id: string, options: ReasonOptions) =>
      writes(async (c) => (await keep()).loraDetach(c, cube, id, options)),
    );
  command('undo', 'Take the latest change of what is attached back.')
    .argument('<cube>', CUBE)
    .option('--reason <text>', 'why, for the history')
    .action((cube: string, options: ReasonOptions) =>
      writes(async (c) => (await keep()).loraUndo(c, cube, options)),
    );
}
