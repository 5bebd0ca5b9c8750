import type { JsonPath } from '../../base/json/types';
import type { Problem, ProblemFix } from '../../model/problem';
import type { EdgeView, RecordView, TextMemoryView } from './input';

/** Where a problem stands: a value inside a record, or a stretch of bytes. */
export type Spot =
  | { readonly record: RecordView; readonly path?: JsonPath }
  | { readonly start: number; readonly end: number; readonly memory?: string };

/** What a rule has found. */
export interface Finding {
  readonly severity: Problem['severity'];
  readonly rule: string;
  /** One of the rule's messages. */
  readonly message: string;
  readonly args?: readonly string[];
  readonly at: Spot;
  readonly fixes?: readonly ProblemFix[];
}

/** One pass of a rule over one file. */
export interface RulePass {
  record?(record: RecordView): void;
  edge?(edge: EdgeView): void;
  end?(): void;
}

/** A rule over a text memory file. */
export interface TextRule {
  /** Everything the rule can say, messages and titles of fixes; keys of translations. */
  readonly messages: Readonly<Record<string, string>>;
  /** Starts a pass; undefined where the rule does not concern the file. */
  start(view: TextMemoryView, report: (finding: Finding) => void): RulePass | undefined;
}
