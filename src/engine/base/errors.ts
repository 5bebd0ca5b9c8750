/** Where in a file something was found. Lines and columns count from 1, offsets are bytes from 0. */
export interface Place {
  /** Path as the user knows it. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly offset?: number | undefined;
}

/** Stable, documented reasons; the command line maps them to exit codes, the editor to quick fixes. */
export const ERROR_CODES = [
  'not-found',
  'not-a-cube',
  'bad-json',
  'bad-encoding',
  'bad-shape',
  'bad-pickle',
  'forbidden-global',
  'bad-adapter',
  'bad-state',
  'bad-config',
  'bad-argument',
  'path-escape',
  'duplicate-id',
  'read-only',
  'no-space',
  'locked',
  'conflict',
  'stale',
  'unsupported',
  'io',
  'unavailable',
  'unauthorized',
  'untrusted',
  'bad-model',
  'bad-document',
  'protocol',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * The one error class of the engine: what happened (`message`, fit to be shown), where (`place`),
 * why (`code`, `cause`) and the way out (`remedy`).
 */
export class StudioError extends Error {
  override readonly name = 'StudioError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { place?: Place; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
  }

  get place(): Place | undefined {
    return this.details.place;
  }

  get remedy(): string | undefined {
    return this.details.remedy;
  }

  /** One line for a person: `file:line:column: message`. */
  locate(): string {
    const p = this.place;
    const where = [p?.file, p?.line, p?.column].filter((part) => part !== undefined).join(':');
    const offset = p?.offset !== undefined && p.line === undefined ? ` (byte ${p.offset})` : '';
    return `${where ? `${where}: ` : ''}${this.message}${offset}`;
  }

  /** The same with the way out. */
  describe(): string {
    return `${this.locate()}${this.remedy ? ` ${this.remedy}` : ''}`;
  }
}

/** Cancellation is not a failure: never log it, never show it. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Turns anything thrown into a line for a person. */
export function describeError(error: unknown): string {
  if (error instanceof StudioError) return error.describe();
  return error instanceof Error ? error.message : String(error);
}
