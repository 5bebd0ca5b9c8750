/** Markdown, parsed as CommonMark: one section for each heading, the text as it is written. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { MAX_MARKDOWN } from '../limits';
import { note } from '../notes';
import type { Source } from '../types';
import { linesOf } from './plain';
import type { PlainDocument, Section } from './types';

/** YAML between two lines of dashes at the very beginning. */
const FRONT_MATTER = /^---\n[\s\S]{0,20000}?\n---(?:\n|$)/;

export function readMarkdown(source: Source, text: string): PlainDocument {
  // Blanks in its place, so that offsets and lines stay what they are.
  const front = FRONT_MATTER.exec(text)?.[0] ?? '';
  const body = front.replace(/[^\n]/g, ' ') + text.slice(front.length);
  const isLarge = text.length > MAX_MARKDOWN || DEEP.test(text);
  const sections = sectionsOf(text, isLarge ? scannedHeadings(body) : parsedHeadings(body));
  const notes = isLarge ? [note('markdownLarge', source.name)] : [];
  return { format: 'markdown', text, sections, place: linesOf(text, source.firstLine ?? 1), notes };
}

interface Heading {
  readonly start: number;
  readonly depth: number;
  readonly title: string;
}

/** Only blocks are parsed: what is inside a line decides nothing, and hostile texts make it slow. */
const BLOCKS_ONLY = {
  disable: {
    null: [
      'attention',
      'autolink',
      'characterEscape',
      'characterReference',
      'codeText',
      'definition',
      'htmlText',
      'labelEnd',
      'labelStartImage',
      'labelStartLink',
    ],
  },
};

/** A line inside so many quotes and lists that no person wrote it, and a parser takes minutes for it. */
const DEEP = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){30}/m;

function parsedHeadings(text: string): Heading[] {
  return fromMarkdown(text, { extensions: [BLOCKS_ONLY] }).children.flatMap((node) => {
    const { start, end } = node.position ?? {};
    if (node.type !== 'heading' || start?.offset === undefined) return [];
    const title = toString(
      fromMarkdown(text.slice(start.offset, Math.min(end?.offset ?? 0, start.offset + 300))),
    );
    return { start: start.offset, depth: node.depth, title: title.trim() };
  });
}

/** Headings that begin with `#` and do not stand in a fence of code, found line by line. */
function scannedHeadings(text: string): Heading[] {
  const headings: Heading[] = [];
  let fence: string | undefined;
  for (const match of text.matchAll(/^ {0,3}(?:(`{3,}|~{3,})|(#{1,6})(?=[ \t]|$)([^\n]*))/gm)) {
    const [, mark, signs, title = ''] = match;
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
    } else if (fence === undefined && signs !== undefined) {
      headings.push({
        start: match.index,
        depth: signs.length,
        title: title.slice(0, 200).trim().replace(/\s#+$/, ''),
      });
    }
  }
  return headings;
}

function sectionsOf(text: string, headings: readonly Heading[]): Section[] {
  const sections: Section[] = [];
  let path: Heading[] = [];
  let start = 0;
  const close = (end: number): void => {
    if (text.slice(start, end).trim() !== '')
      sections.push({ start, end, path: path.map(({ title }) => title) });
    start = end;
  };
  for (const heading of headings) {
    close(heading.start);
    path = [...path.filter(({ depth }) => depth < heading.depth), heading];
  }
  close(text.length);
  return withLoneHeadings(text, sections);
}

/** A heading with nothing of its own goes together with the section that follows it. */
function withLoneHeadings(text: string, sections: readonly Section[]): Section[] {
  const merged: Section[] = [];
  let lone: Section | undefined;
  for (const section of sections) {
    const start = lone?.start ?? section.start;
    const own = text.slice(section.start, section.end).trim();
    const isLone = section.path.length > 0 && !own.includes('\n');
    lone = isLone ? { ...section, start } : undefined;
    if (!lone) merged.push({ ...section, start });
  }
  if (lone) merged.push(lone);
  return merged;
}
