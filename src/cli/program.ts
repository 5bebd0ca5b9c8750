/**
 * The commands and options of `openmem`. Only this file and what it imports is loaded at the start; each
 * command brings its part of the engine when it runs.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { EvalOptions } from './commands/evalLocomo';
import type { CopyCommandOptions } from './commands/copy';
import type { EditOptions } from './commands/edit';
import type { HistoryOptions } from './commands/history';
import type { IngestCommandOptions } from './commands/ingest';
import type { InspectOptions } from './commands/inspect';
import type { SearchCommandOptions } from './commands/search';
import type { TreeOptions } from './commands/tree';
import type { ValidateOptions } from './commands/validate';
import type { CliContext } from './context';
import { addKvCommands } from './kvProgram';
import { addLoraCommands } from './loraProgram';
import { addLoraTraining } from './trainProgram';
import { addGenerateOptions, addModelCommands } from './modelProgram';
import type { Result } from './result';
import { VERSION } from './version';

/** How `main` runs a command. */
export interface Job {
  /** Whether the command writes to the cube or elsewhere. */
  readonly writes: boolean;
  /** Whether it needs SQLite, which not every Node has. */
  readonly sqlite?: boolean;
  readonly run: (context: CliContext) => Promise<Result>;
}

const CUBE = 'a cube folder, its config.json, or a textual_memory.json';
const STORE = 'a .sqlite store, or neo4j://host:7687/database?tenant=name';
const ID = 'id of a memory, or at least 4 characters that only it begins with';
const EXIT_CODES = `
Exit codes:
  0   done
  1   a difference or a problem was found
  2   wrong usage
  3   not found, or not a cube
  4   unreadable or malformed input
  5   cannot write
  6   conflict with somebody else's change
  7   a server or a model is away or refuses us
  70  internal error`;

/**
 * The program; `start` is called with the command that was named. Wrong arguments throw CommanderError, and
 * are explained on standard error if `explain` is set.
 */
export function buildProgram(start: (job: Job) => Promise<void>, explain: boolean): Command {
  const program = new Command('openmem')
    .description('Look at, check, edit and compare MemCubes, the memories of MemOS agents.')
    .version(VERSION, '-V, --version', 'tell the version')
    .option('--json', 'write one JSON document to standard output')
    .option('--no-color', 'use no colours (so does the environment variable NO_COLOR)')
    .option('-q, --quiet', 'write only the essence, or nothing; the exit code tells the rest')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput(explain ? {} : { writeErr: () => {} });
  const reads = (run: Job['run']): Promise<void> => start({ writes: false, run });
  const searches = (run: Job['run']): Promise<void> => start({ writes: false, sqlite: true, run });
  const writes = (run: Job['run']): Promise<void> => start({ writes: true, run });

  command('ls', 'List the cubes in a folder and below it, or in a Neo4j database.')
    .argument('<place>', 'a folder, or neo4j://host:7687/database')
    .action((place: string) => reads(async (c) => (await import('./commands/ls')).ls(c, place)));
  command('show', 'Show a cube at a glance, or everything about one memory.')
    .argument('<cube>', CUBE)
    .argument('[id]', ID)
    .action((cube: string, id?: string) =>
      reads(async (c) => (await import('./commands/show')).show(c, cube, id)),
    );
  command('tree', 'Draw the memories along their PARENT relations.')
    .argument('<cube>', CUBE)
    .option('--depth <levels>', 'how many levels to show', count)
    .option('--type <memory_type>', 'only memories of this type, and what leads to them')
    .option('--status <status>', 'only memories of this status, and what leads to them')
    .option('--ascii', 'draw with plain ASCII')
    .action((cube: string, options: TreeOptions) =>
      reads(async (c) => (await import('./commands/tree')).tree(c, cube, options)),
    );
  command('validate', 'Find what MemOS would reject or lose, with file, line and column.')
    .argument('<cube>', CUBE)
    .option('--limit <number>', 'most problems of one file', count)
    .option('--strict', 'exit with 1 for warnings too')
    .action((cube: string, options: ValidateOptions) =>
      reads(async (c) => (await import('./commands/validate')).validate(c, cube, options)),
    );
  command('edit', 'Change fields of one memory, save, and record who and why.')
    .argument('<cube>', CUBE)
    .argument('<id>', ID)
    .option('--set <field=value>', 'memory, key, status, tags or metadata.NAME (repeatable)', collect, [])
    .option('--unset <field>', 'take a field away (repeatable)', collect, [])
    .option('--reason <text>', 'why, for the history')
    .option('--dry-run', 'show the difference and write nothing')
    .action((cube: string, id: string, options: EditOptions) =>
      writes(async (c) => (await import('./commands/edit')).edit(c, cube, id, options)),
    );
  command('save', 'Load a cube and dump it to a new or empty folder, as MemOS does.')
    .argument('<cube>', CUBE)
    .requiredOption('--out <folder>', 'where to')
    .action((cube: string, { out }: { out: string }) =>
      writes(async (c) => (await import('./commands/save')).save(c, cube, out)),
    );
  command('copy', 'Copy a cube between folders, .sqlite files and Neo4j, and tell what was lost.')
    .argument('<from>', `${CUBE}, or ${STORE}`)
    .argument('<to>', 'a new or empty folder, a new .sqlite file, or the address of an empty tenant')
    .option('--add', 'add to the memories that a store holds already; they stay as they are')
    .action((from: string, to: string, options: CopyCommandOptions) =>
      start({
        writes: true,
        sqlite: true,
        run: async (c) => (await import('./commands/copy')).copy(c, from, to, options),
      }),
    );
  command('diff', 'Compare two cubes or text memories, by memory, field and relation.')
    .argument('<a>', CUBE)
    .argument('<b>', 'the other')
    .action((a: string, b: string) => reads(async (c) => (await import('./commands/diff')).diff(c, a, b)));
  command('history', 'List the recorded changes of a cube, or of one memory, newest first.')
    .argument('<cube>', CUBE)
    .argument('[id]', `${ID}; one that was removed will do`)
    .option('--limit <number>', 'most entries', count)
    .action((cube: string, id: string | undefined, options: HistoryOptions) =>
      reads(async (c) => (await import('./commands/history')).history(c, cube, id, options)),
    );
  command('ingest', 'Read dialogues, documents and source code into a cube; duplicates are left for review.')
    .argument('<cube>', CUBE)
    .argument('[files...]', 'what to read')
    .addOption(
      new Option('--mode <mode>', 'without a model, or by one').choices(['fast', 'fine']).default('fast'),
    )
    .option('--turns', 'make a memory of each turn of a dialogue, not of windows')
    .option('--yes', 'accept what is suggested for duplicates and contradictions too')
    .option('--review', 'apply nothing; leave everything for review')
    .option('--dry-run', 'show what would be proposed and write nothing')
    .option('--topics', 'put the memories in order under topics')
    .option('--model <path>', 'a GGUF chat model: reads in fine mode, judges duplicates, names topics')
    .option('--embedder <path>', 'a GGUF embedder: finds what means the same')
    .option('--user <id>', 'user_id of the memories')
    .option('--session <id>', 'session_id of the memories')
    .option('--list', 'list what waits for review')
    .option('--discard <batch>', 'throw away what was read from a source')
    .action((cube: string, files: string[], _: unknown, self: Command) =>
      writes(async (c) =>
        (await import('./commands/ingest')).ingest(
          c,
          cube,
          files,
          self.optsWithGlobals<IngestCommandOptions>(),
        ),
      ),
    );
  command('inspect', 'Look into an activation or parametric memory file; nothing in it is run.')
    .argument('<file>', 'activation_memory.pickle, parametric_memory.adapter, or one like them')
    .option('--stats', 'read the values and tell their statistics, layer by layer')
    .action((file: string, options: InspectOptions) =>
      reads(async (c) => (await import('./commands/inspect')).inspect(c, file, options)),
    );
  command('search', 'Find memories for a question, and tell why each was found.')
    .argument('<cube>', `${CUBE}, or ${STORE}`)
    .argument('<question>', 'words, or a question in English or Chinese')
    .option('-k, --top-k <number>', 'most hits', count, 10)
    .option('--explain', 'all parts of each score, the gates, and what each stage cost')
    .option('--type <memory_type>', 'only this type (repeatable)', collect, [])
    .option('--status <status>', 'this status instead of activated and resolving (repeatable)', collect, [])
    .option('--tag <tag>', 'only memories with this tag (repeatable)', collect, [])
    .option('--filter <json>', "a filter in MemOS's language")
    .option('--threshold <score>', 'leave out lower scores', number)
    .option('--now <time>', 'what "last May" is counted from, ISO 8601')
    .option('--why-not <id>', 'tell why this memory is not among the hits')
    .option('--embedder <file>', 'GGUF embedder; OPENMEM_EMBEDDER where left out')
    .action((cube: string, question: string, options: SearchCommandOptions) =>
      searches(async (c) => (await import('./commands/search')).search(c, cube, question, options)),
    );
  command('eval', 'Measure reading and searching on a published set of questions.')
    .command('locomo')
    .description('LoCoMo: how much of the evidence the search finds.')
    .argument('<file>', 'conversations with questions, as locomo10.json')
    .option('--retrieval', 'measure retrieval, without a language model')
    .option('--embedder <file>', 'GGUF embedder, or none for words alone')
    .option('--conversations <numbers>', 'only these, counted from 0, separated by commas')
    .action((file: string, options: EvalOptions) =>
      searches(async (c) => (await import('./commands/evalLocomo')).evalLocomo(c, file, options)),
    );
  addKvCommands(command('kv', 'Build, look at and bring back KV items, the activation memory.'), start);
  addModelCommands(command('model', 'List and download GGUF models.'), start);
  addGenerateOptions(command('generate', 'Let a local model answer from the memories of a cube.'), start, {
    count,
    number,
    collect,
  });
  const lora = command('lora', 'Look at, convert, train and attach LoRA adapters, the parametric memories.');
  addLoraCommands(lora, start, { number, count, collect });
  addLoraTraining(lora, start, { number, count, collect });
  return program;

  function command(name: string, description: string): Command {
    return program.command(name).description(description);
  }
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function count(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('A whole number from 1 is expected.');
}

function number(value: string): number {
  const parsed = Number(value);
  if (value.trim() !== '' && Number.isFinite(parsed)) return parsed;
  throw new InvalidArgumentError('A number is expected.');
}
