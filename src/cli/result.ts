import type { ExitCode } from './exitCodes';
import type { Style } from './output/style';

/** What a command found or did; `main` writes it out in the form that was asked for. */
export interface Result {
  /** The one document of `--json`; its shape is described in docs/cli.md. */
  readonly json: unknown;
  /** Lines for people. Text out of files must have gone through `plainLine` or `plainText`. */
  readonly lines: (style: Style) => Iterable<string>;
  /** Lines that are left with `--quiet`; none where it is left out. */
  readonly quiet?: Iterable<string> | undefined;
  /** Remarks for standard error; left out with `--quiet`. */
  readonly notes?: readonly string[] | undefined;
  /** 0 where it is left out. */
  readonly exit?: ExitCode | undefined;
}
