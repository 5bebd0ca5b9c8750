import { checkCube } from '../../engine/cube/check/checkCube';
import { problemText, type Problem } from '../../engine/model/problem';
import type { CliContext } from '../context';
import { requireFolder } from '../cube/address';
import { shownPath } from '../cube/paths';
import { EXIT } from '../exitCodes';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import type { Result } from '../result';

/** Options of `openmem validate`. */
export interface ValidateOptions {
  /** Most problems of one file. */
  readonly limit?: number | undefined;
  /** Whether warnings count as errors for the exit code. */
  readonly strict?: boolean | undefined;
}

type Severity = Problem['severity'];
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

const COLOURS: Record<Severity, (style: Style) => (text: string) => string> = {
  error: ({ red }) => red,
  warning: ({ yellow }) => yellow,
  info: ({ cyan }) => cyan,
};

/** `openmem validate <cube>`: what MemOS would reject or lose, each with its place and rule. */
export async function validate(context: CliContext, path: string, options: ValidateOptions): Promise<Result> {
  requireFolder(path);
  const files = await checkCube(path, { limit: options.limit, signal: context.signal });
  const problems = files.flatMap((file) => file.problems.map((problem) => ({ path: file.path, problem })));
  const count = (severity: Severity): number =>
    problems.filter(({ problem }) => problem.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), infos: count('info') };
  const failed = counts.errors > 0 || (options.strict === true && counts.warnings > 0);
  return {
    exit: failed ? EXIT.found : EXIT.ok,
    json: {
      files: files.map((file) => file.path),
      ...counts,
      problems: problems.map(({ path: file, problem }) => ({
        file,
        line: problem.range.startLine,
        column: problem.range.startColumn,
        endLine: problem.range.endLine,
        endColumn: problem.range.endColumn,
        severity: problem.severity,
        rule: problem.rule,
        message: problemText(problem),
        memory: problem.memory ?? null,
        fixable: (problem.fixes?.length ?? 0) > 0,
      })),
    },
    lines: (style) => [
      ...problems.map(({ path: file, problem }) => {
        const { startLine, startColumn } = problem.range;
        const place = `${plainLine(shownPath(context.cwd, file))}:${startLine}:${startColumn}`;
        const severity = COLOURS[problem.severity](style)(problem.severity);
        return `${place}: ${severity}: ${plainLine(problemText(problem))} ${style.dim(`[${problem.rule}]`)}`;
      }),
      summary(count, files.length),
    ],
  };
}

function summary(count: (severity: Severity) => number, files: number): string {
  const found = SEVERITIES.map((severity) => ({ severity, number: count(severity) })).filter(
    (s) => s.number > 0,
  );
  if (found.length === 0) return `No problems in ${counted(files, 'file')}.`;
  const names = { error: 'error', warning: 'warning', info: 'remark' };
  return `${found.map((s) => counted(s.number, names[s.severity])).join(', ')} in ${counted(files, 'file')}.`;
}
