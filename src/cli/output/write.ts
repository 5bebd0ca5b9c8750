import type { Result } from '../result';
import { plainJson, plainLine } from './plain';
import type { Style } from './style';

/** How results are written. */
export interface Form {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly style: Style;
}

/** Writes a result: one JSON document, or lines for people; remarks go to standard error. */
export function writeResult(result: Result, { json, quiet, style }: Form): void {
  if (!quiet) {
    for (const note of result.notes ?? []) process.stderr.write(`openmem: ${plainLine(note)}\n`);
  }
  if (json) {
    process.stdout.write(jsonText(result.json));
    return;
  }
  const lines = quiet ? (result.quiet ?? []) : result.lines(style);
  let batch = '';
  for (const line of lines) {
    batch += `${line}\n`;
    if (batch.length < 1 << 16) continue;
    process.stdout.write(batch);
    batch = '';
  }
  if (batch !== '') process.stdout.write(batch);
}

/** A JSON document; numbers that JSON has no name for (`NaN`, `Infinity`) become text. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(
    value,
    (_, member: unknown) =>
      typeof member === 'number' && !Number.isFinite(member) ? String(member) : member,
    2,
  );
  return `${plainJson(json)}\n`;
}
