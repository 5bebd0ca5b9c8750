/** `openmem lora train` and `eval`. Loaded at the start, as `program.ts`; each brings its part when it runs. */
import type { Command } from 'commander';
import type { LoraEvalOptions } from './commands/loraEval';
import type { LoraTrainOptions } from './commands/loraTrain';
import type { Job } from './program';

/** Readers of options' values. */
interface Readers {
  readonly count: (value: string) => number;
  readonly number: (value: string) => number;
  readonly collect: (value: string, earlier: readonly string[]) => string[];
}

/** Adds the commands to `lora`. */
export function addLoraTraining(
  lora: Command,
  start: (job: Job) => Promise<void>,
  { count, number, collect }: Readers,
): void {
  lora
    .command('train')
    .description(
      'Train an adapter on memories; it is evaluated and proposed, and attached by nobody but you.',
    )
    .argument('<cube>', 'a cube folder, or its config.json')
    .option('--model <file>', 'GGUF file of the model to train on')
    .option('--memory <id>', 'a memory (repeatable)', collect, [])
    .option('--branch <id>', 'a memory and all below it (repeatable)', collect, [])
    .option('--proposed', 'memories that are used often and have long stayed as they are')
    .option('--writer <file>', 'GGUF chat model that writes questions beside those of the templates')
    .option('--title <text>', 'what to call the adapter')
    .option('--python <file>', 'the Python to make the training environment with')
    .option('--threads <number>', 'as many as the machine has cores where left out', count)
    .option('--epochs <number>', 'how often each example is seen', count)
    .option('--rank <number>', 'of the matrices', count)
    .option('--rate <number>', 'the learning rate', number)
    .option('--seed <number>', 'of the order of examples', count)
    .option('--report <file>', 'write the report as Markdown too')
    .option('--resume <id>', 'go on with a training that was stopped or failed')
    .option('--list', 'list the trainings that are not finished')
    .option('-y, --yes', 'make the training environment where there is none')
    .action((cube: string, _: LoraTrainOptions, self: Command) =>
      start({
        writes: true,
        run: async (c) =>
          (await import('./commands/loraTrain')).loraTrain(c, cube, self.optsWithGlobals<LoraTrainOptions>()),
      }),
    );
  lora
    .command('eval')
    .description('Ask the held-out questions of an adapter again, with it and without it.')
    .argument('<cube>', 'a cube folder, or its config.json')
    .argument('<id>', 'id of an adapter, or at least 4 characters that only it begins with')
    .requiredOption('--model <file>', 'GGUF file of the model')
    .action((cube: string, id: string, _: LoraEvalOptions, self: Command) =>
      start({
        writes: true,
        run: async (c) =>
          (await import('./commands/loraEval')).loraEval(
            c,
            cube,
            id,
            self.optsWithGlobals<LoraEvalOptions>(),
          ),
      }),
    );
}
