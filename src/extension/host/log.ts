import type * as vscode from 'vscode';
import { describeError } from '../../engine/base/errors';
import type { Logger } from '../../engine/base/context';

/** The engine's logger over the one output channel of the extension. */
export function channelLogger(channel: vscode.LogOutputChannel): Logger {
  return {
    trace: (message) => channel.trace(message),
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (error, message) => {
      channel.error(`${message}: ${describeError(error)}`);
      if (error instanceof Error && error.stack) channel.debug(error.stack);
    },
  };
}
