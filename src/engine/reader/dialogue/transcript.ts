/**
 * Transcripts in Markdown or plain text. A turn begins with its speaker, in one of the forms `**User:** …`,
 * `User: …`, `User (10:15): …`, or a heading `## Assistant`, and ends where the next begins.
 */
import { isRole, roleOf } from './content';
import type { Turn } from './types';

interface Opening {
  readonly name: string;
  readonly time: string | undefined;
  /** What follows the speaker on the same line. */
  readonly rest: string;
  readonly form: 'bold' | 'plain' | 'heading';
}

const TIME = String.raw`(?:\s*[([（【]\s*([^)\]）】\n]{3,40})\s*[)\]）】])?`;
const NAME = String.raw`([\p{L}][\p{L}\p{N} ._'-]{0,39}?)`;
const BOLD = new RegExp(
  String.raw`^(?:\*\*|__)${NAME}${TIME}\s*(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)${TIME}\s*[:：])\s*(.*)$`,
  'u',
);
const HEADING = new RegExp(String.raw`^#{1,6}\s+${NAME}${TIME}\s*[:：]?\s*$`, 'u');
const PLAIN = new RegExp(
  String.raw`^(?:\[([^\]\n]{3,40})\]\s*)?${NAME}${TIME}\s*[:：](?:\s+(.*)|([^/\s].*))?$`,
  'u',
);

/**
 * The turns of a transcript; undefined for a text that is none: at least two turns, and either a known role
 * (`user`, `assistant` …) among them or two speakers in bold who take turns. What stands before the first is a turn
 * of the system only if it is not empty and not a title.
 */
export function readTranscript(text: string, firstLine = 1): Turn[] | undefined {
  const lines = text.split('\n');
  const form = formOf(lines);
  if (form === undefined) return undefined;
  const turns: Turn[] = [];
  let fenced = false;
  let open: { turn: Opening; first: number; body: string[] } | undefined;
  const close = (end: number): void => {
    if (!open) return;
    const body = open.body.join('\n').trim();
    if (body !== '') turns.push(turnOf(open.turn, body, [open.first, lastFull(lines, end) + firstLine]));
  };
  lines.forEach((line, at) => {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const opening = fenced ? undefined : openingOf(line, form);
    if (opening) {
      close(at - 1);
      open = { turn: opening, first: at + firstLine, body: [opening.rest] };
    } else open?.body.push(line);
  });
  close(lines.length - 1);
  return turns.length >= 2 ? turns : undefined;
}

/** The last line up to `end` (0-based) that is not blank. */
function lastFull(lines: readonly string[], end: number): number {
  let at = end;
  while (at > 0 && lines[at]!.trim() === '') at--;
  return at;
}

function turnOf({ name, time }: Opening, text: string, lines: readonly [number, number]): Turn {
  const role = isRole(name) ? roleOf(name) : 'user';
  return { role, name: isRole(name) ? undefined : name, text, time, lines };
}

/** The form in which most turns of a text begin, if it is a transcript at all. Looks at its beginning only. */
function formOf(lines: readonly string[]): Opening['form'] | undefined {
  const head = lines.slice(0, 2000);
  for (const form of ['bold', 'heading', 'plain'] as const) {
    const names = head.flatMap((line) => openingOf(line, form)?.name ?? []);
    const roles = new Set(names.filter(isRole).map(roleOf));
    const known = names.filter(isRole).length;
    if (known >= 2 && roles.has('user') && known >= names.length / 2) return form;
    if (form === 'bold' && takeTurns(names)) return form;
  }
  return undefined;
}

/** Whether a few speakers come again and again. */
function takeTurns(names: readonly string[]): boolean {
  const different = new Set(names).size;
  return different >= 2 && names.length >= different * 2;
}

function openingOf(line: string, form: Opening['form']): Opening | undefined {
  if (line.length > 100_000) return undefined;
  if (form === 'bold') {
    const [, name, before, after, rest] = BOLD.exec(line) ?? [];
    return name === undefined ? undefined : { name, time: before ?? after, rest: rest ?? '', form };
  }
  if (form === 'heading') {
    const [, name, time] = HEADING.exec(line) ?? [];
    return name === undefined || !isRole(name) ? undefined : { name, time, rest: '', form };
  }
  const [, before, name, after, spaced, close] = PLAIN.exec(line) ?? [];
  if (name === undefined || !isRole(name)) return undefined;
  return { name, time: before ?? after, rest: spaced ?? close ?? '', form };
}
