import { StudioError, describeError } from '../../engine/base/errors';
import { EXIT, exitCodeOf, type ExitCode } from '../exitCodes';
import { plainLine } from './plain';
import { jsonText } from './write';

/** Writes an error to standard error, for people or as JSON, and returns the exit code for it. */
export function reportFailure(error: unknown, json: boolean, debug: boolean): ExitCode {
  const known = error instanceof StudioError ? error : undefined;
  const exit = known ? exitCodeOf(known.code) : EXIT.internal;
  if (json) {
    const { code = 'internal', place, remedy } = known ?? {};
    const message = known?.message ?? describeError(error);
    process.stderr.write(jsonText({ error: { code, message, place, remedy, exit } }));
  } else {
    const internal = exit === EXIT.internal ? 'internal error: ' : '';
    process.stderr.write(`openmem: ${internal}${plainLine(describeError(error))}\n`);
    if (internal !== '' && !debug) {
      process.stderr.write('Run it again with OPENMEM_DEBUG=1 for details, and please report this.\n');
    }
  }
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exit;
}
