/** The `openmem` command: reads its arguments, runs one command, writes its result or its error. */
import { CommanderError } from 'commander';
import { isAbort, StudioError } from '../engine/base/errors';
import { EXIT } from './exitCodes';
import { buildProgram, type Job } from './program';

/** What was asked for, before the arguments are understood: an error in them has its form too. */
const wantsJson = process.argv.slice(2).some((arg) => arg === '--json');
const debug = (process.env['OPENMEM_DEBUG'] ?? '') !== '';

const program = buildProgram(start, !wantsJson);

async function start(job: Job): Promise<void> {
  const {
    json = false,
    color = true,
    quiet = false,
  } = program.opts<{
    json?: boolean;
    color?: boolean;
    quiet?: boolean;
  }>();
  if (job.sqlite) {
    const { hasSqlite, relaunch } = await import('./relaunch');
    if (!hasSqlite()) {
      process.exitCode = await relaunch();
      return;
    }
  }
  const interruption = new AbortController();
  // A command that only reads has nothing to tidy up and just ends.
  if (job.writes) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  }
  const [{ processContext }, { writeResult }, { styleFor, wantsColours }] = await Promise.all([
    import('./context'),
    import('./output/write'),
    import('./output/style'),
  ]);
  try {
    const result = await job.run(processContext(interruption.signal));
    process.exitCode = result.exit ?? EXIT.ok;
    const colours = wantsColours(color, process.env, process.stdout.isTTY);
    writeResult(result, { json, quiet, style: styleFor(colours) });
  } catch (error) {
    const { reportFailure } = await import('./output/failure');
    if (isAbort(error)) {
      process.stderr.write('openmem: interrupted; nothing was written.\n');
      process.exitCode = EXIT.interrupted;
    } else {
      process.exitCode = reportFailure(error, json, debug);
    }
  }
}

/** Wrong arguments: commander has its own words and codes, and says them itself unless JSON is wanted. */
async function usage(error: CommanderError): Promise<void> {
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (!wantsJson || error.exitCode === 0) return;
  const { reportFailure } = await import('./output/failure');
  const message = error.message.replace(/^error: /, '');
  reportFailure(new StudioError('bad-argument', message, { remedy: 'See `openmem --help`.' }), true, false);
}

/** Whoever reads the output may stop early, as `head` does; that ends the command without a word. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

program.parseAsync().catch(async (error: unknown) => {
  if (error instanceof CommanderError) return usage(error);
  const { reportFailure } = await import('./output/failure');
  process.exitCode = reportFailure(error, wantsJson, debug);
});
