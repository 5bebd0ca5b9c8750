/** Markdown, parsed as CommonMark: one section for each heading, the text as it is written. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { MAX_MARKDOWN } from '../limits';
import { note } from '../notes';
import type { Source } from '../types';
import { linesOf, plainDocument } from './plain';
import type { PlainDocument, Section } from './types';

/** YAML between two lines of dashes at the very beginning. */
const FRONT_MATTER = /^---\n[\s\S]{0,20000}?\n---(?:\n|$)/;

export function readMarkdown(source: Source, text: string): PlainDocument {
  const firstLine = source.firstLine ?? 1;
  if (text.length > MAX_MARKDOWN) {
    return plainDocument(text, firstLine, [note('markdownTooLarge', source.name)]);
  }
  // Blanks in its place, so that offsets and lines stay what they are.
  const front = FRONT_MATTER.exec(text)?.[0] ?? '';
  const body = front.replace(/[^\n]/g, ' ') + text.slice(front.length);
  return { format: 'markdown', text, sections: sectionsOf(body), place: linesOf(text, firstLine), notes: [] };
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let path: { depth: number; title: string }[] = [];
  let start = 0;
  const close = (end: number): void => {
    if (text.slice(start, end).trim() !== '')
      sections.push({ start, end, path: path.map(({ title }) => title) });
    start = end;
  };
  for (const node of fromMarkdown(text).children) {
    if (node.type !== 'heading') continue;
    close(node.position?.start.offset ?? start);
    path = [
      ...path.filter(({ depth }) => depth < node.depth),
      { depth: node.depth, title: toString(node).trim() },
    ];
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
