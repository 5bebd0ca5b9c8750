import { randomUUID } from 'node:crypto';
import type { EngineContext, Logger } from '../engine/base/context';
import { silentLogger } from '../engine/base/context';
import { describeError } from '../engine/base/errors';
import { plainLine } from './output/plain';

/** What a command gets besides its arguments. */
export interface CliContext extends EngineContext {
  /** Folder that paths are shown relative to. */
  readonly cwd: string;
  /** Aborted when the command is interrupted. */
  readonly signal: AbortSignal;
}

/** The context of this process; warnings of the engine go to standard error. */
export function processContext(signal: AbortSignal): CliContext {
  const log: Logger = {
    ...silentLogger,
    warn: (message) => void process.stderr.write(`openmem: ${plainLine(message)}\n`),
    error: (error, message) =>
      void process.stderr.write(`openmem: ${plainLine(`${message} ${describeError(error)}`)}\n`),
  };
  return { now: () => new Date(), newId: () => randomUUID(), log, cwd: process.cwd(), signal };
}
