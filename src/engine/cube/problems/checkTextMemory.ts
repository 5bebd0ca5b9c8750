import type { Problem } from '../../model/problem';
import type { TextMemoryView } from './input';
import { rangeOf } from './place';
import type { Finding } from './rule';
import { TEXT_RULES } from './textRules';

export interface CheckOptions {
  /** Most problems that are returned; errors go before warnings, warnings before notes. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

const SEVERITIES = ['error', 'warning', 'info'] as const;

/**
 * What MemOS would reject or lose of a text memory file, and what a person should know about it, in the
 * order of the file. One pass over the records and one over the edges; throws only if `signal` is aborted.
 */
export function checkTextMemory(view: TextMemoryView, options: CheckOptions = {}): Problem[] {
  const { limit = 1000, signal } = options;
  const found: Record<Problem['severity'], Finding[]> = { error: [], warning: [], info: [] };
  const report = (finding: Finding): void => {
    const list = found[finding.severity];
    if (list.length < limit) list.push(finding);
  };
  const passes = TEXT_RULES.flatMap((rule) => rule.start(view, report) ?? []);
  const onRecord = passes.flatMap((pass) => pass.record?.bind(pass) ?? []);
  const onEdge = passes.flatMap((pass) => pass.edge?.bind(pass) ?? []);
  for (const record of view.records) {
    if (record.index % 1024 === 0) signal?.throwIfAborted();
    for (const step of onRecord) step(record);
  }
  for (const edge of view.edges) for (const step of onEdge) step(edge);
  for (const pass of passes) pass.end?.();
  signal?.throwIfAborted();
  return SEVERITIES.flatMap((severity) => found[severity])
    .slice(0, limit)
    .map((finding) => toProblem(view, finding))
    .sort((a, b) => a.range.startLine - b.range.startLine || a.range.startColumn - b.range.startColumn);
}

function toProblem(view: TextMemoryView, finding: Finding): Problem {
  const { at } = finding;
  const memory = 'record' in at ? at.record.key : at.memory;
  return {
    rule: finding.rule,
    severity: finding.severity,
    file: view.file,
    range: rangeOf(view, at),
    message: finding.message,
    args: finding.args ?? [],
    ...(memory !== undefined && { memory }),
    ...(finding.fixes && { fixes: finding.fixes }),
  };
}
