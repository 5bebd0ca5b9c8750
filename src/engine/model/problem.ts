/**
 * One thing in a cube's files that MemOS would reject, or lose, or that a person should know.
 * Lines and columns count from 1; columns are UTF-16 units.
 */
export interface Problem {
  /** Stable name of the rule, for instance `config/unknown-key`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** File name inside the cube folder. */
  readonly file: string;
  readonly range: { startLine: number; startColumn: number; endLine: number; endColumn: number };
  /** English text with `{0}`, `{1}` … for `args`, the key of its translation. */
  readonly message: string;
  readonly args: readonly string[];
  /** The memory concerned, if any. */
  readonly memory?: string | undefined;
  readonly fixes?: readonly ProblemFix[] | undefined;
}

/** A safe repair: text edits in the file of the problem, offsets in UTF-16 units of the decoded file. */
export interface ProblemFix {
  /** English title, the key of its translation; `{0}` … for `args`. */
  readonly title: string;
  readonly args: readonly string[];
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** The English text of a problem, arguments filled in. */
export function problemText(problem: Pick<Problem, 'message' | 'args'>): string {
  return problem.message.replace(/\{(\d+)\}/g, (_, n: string) => problem.args[Number(n)] ?? '');
}
