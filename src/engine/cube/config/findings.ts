import type { JsonMember, JsonNode } from '../../base/json/types';
import type { Problem, ProblemFix } from '../../model/problem';
import { CONFIG_FIXES, CONFIG_MESSAGES, type ConfigFix, type ConfigMessage } from './configMessages';
import { LineIndex } from '../../base/lineIndex';

/** A stretch of the configuration text, UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export type Edit = ProblemFix['edits'][number];

/** Gathers problems of one configuration text. */
export class Findings {
  readonly problems: Problem[] = [];
  private readonly lines: LineIndex;

  constructor(
    readonly text: string,
    readonly file: string,
  ) {
    this.lines = new LineIndex(text);
  }

  add(
    severity: Problem['severity'],
    rule: string,
    message: ConfigMessage,
    at: Stretch,
    args: readonly string[] = [],
    fixes: readonly ProblemFix[] = [],
  ): void {
    const from = this.lines.locate(at.start);
    const to = this.lines.locate(at.end);
    this.problems.push({
      rule: `config/${rule}`,
      severity,
      file: this.file,
      range: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
      message: CONFIG_MESSAGES[message],
      args,
      ...(fixes.length > 0 && { fixes }),
    });
  }

  /** A token as it stands in the text, shortened, for messages. */
  token(node: JsonNode): string {
    const raw = this.text.slice(node.start, Math.min(node.end, node.start + 60)).replace(/\s+/g, ' ');
    if (node.kind === 'object') return '{…}';
    if (node.kind === 'array') return '[…]';
    return node.end - node.start > 60 ? `${raw}…` : raw;
  }
}

/** A quick fix from its title and edits. */
export function fix(title: ConfigFix, args: readonly string[], ...edits: Edit[]): ProblemFix {
  return { title: CONFIG_FIXES[title], args, edits };
}

/** Where to show a problem with the value of a member: a scalar itself, else the key. */
export function valuePlace(member: JsonMember): Stretch {
  const { value } = member;
  return value.kind === 'object' || value.kind === 'array' ? keyPlace(member) : value;
}

export const keyPlace = (member: JsonMember): Stretch => ({ start: member.keyStart, end: member.keyEnd });
