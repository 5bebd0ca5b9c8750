/** `openmem lora …`: adapters. Loaded at the start, as `program.ts`; each command brings its part when it runs. */
import { Option, type Command } from 'commander';
import type { LoraConvertOptions } from './commands/loraConvert';
import type { Job } from './program';

/** Adds the commands to `lora`. */
export function addLoraCommands(lora: Command, start: (job: Job) => Promise<void>): void {
  const writes = (run: Job['run']): Promise<void> => start({ writes: true, run });

  lora
    .command('convert')
    .description('Make a GGUF adapter for llama.cpp of a LoRA adapter that PEFT saved.')
    .argument('<source>', 'the folder with adapter_model.safetensors and adapter_config.json')
    .requiredOption('--base <file>', 'GGUF file of the model that it was trained for')
    .requiredOption('-o, --out <file>', 'where to')
    .addOption(new Option('--type <type>', 'of the values').choices(['f32', 'f16']).default('f32'))
    .option('--name <text>', 'name of the adapter')
    .option('--force', 'replace a file that is there')
    .action((source: string, options: LoraConvertOptions) =>
      writes(async (c) => (await import('./commands/loraConvert')).loraConvert(c, source, options)),
    );
}
