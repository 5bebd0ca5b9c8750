import type { ErrorCode } from '../engine/base/errors';

/** Exit codes of `openmem`; docs/cli.md lists them for its users. */
export const EXIT = {
  ok: 0,
  /** A difference or a problem was found; nothing failed. */
  found: 1,
  usage: 2,
  notFound: 3,
  unreadable: 4,
  notWritten: 5,
  conflict: 6,
  /** A server or a model is away or refuses us. */
  unavailable: 7,
  internal: 70,
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_ERROR: Record<ErrorCode, ExitCode> = {
  'bad-argument': EXIT.usage,
  'not-found': EXIT.notFound,
  'not-a-cube': EXIT.notFound,
  'bad-json': EXIT.unreadable,
  'bad-encoding': EXIT.unreadable,
  'bad-shape': EXIT.unreadable,
  'bad-pickle': EXIT.unreadable,
  'forbidden-global': EXIT.unreadable,
  'bad-adapter': EXIT.unreadable,
  'bad-state': EXIT.unreadable,
  'bad-config': EXIT.unreadable,
  'path-escape': EXIT.unreadable,
  'duplicate-id': EXIT.unreadable,
  unsupported: EXIT.unreadable,
  io: EXIT.unreadable,
  'bad-model': EXIT.unreadable,
  'bad-document': EXIT.unreadable,
  unavailable: EXIT.unavailable,
  unauthorized: EXIT.unavailable,
  untrusted: EXIT.unavailable,
  'read-only': EXIT.notWritten,
  'no-space': EXIT.notWritten,
  locked: EXIT.notWritten,
  conflict: EXIT.conflict,
  stale: EXIT.conflict,
  protocol: EXIT.internal,
  internal: EXIT.internal,
};

/** The exit code for an error of the engine. */
export const exitCodeOf = (code: ErrorCode): ExitCode => BY_ERROR[code];
