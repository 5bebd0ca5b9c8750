/**
 * HTML to text by its stream of tags, never by a page: scripts, styles and forms give nothing, and neither does
 * what surrounds the content of a page (navigation, header, footer, sidebars). Nesting costs no call stack.
 */
import { Parser } from 'htmlparser2';
import { LineIndex } from '../../base/lineIndex';
import { badDocument } from '../badDocument';
import { MAX_DOCUMENT_TEXT, MAX_HTML_LEVELS } from '../limits';
import type { Source } from '../types';
import type { DocumentFormat, PlainDocument, Section } from './types';

const SKIPPED = new Set(
  'script style noscript template iframe object svg math canvas form button select textarea nav footer aside head dialog menu'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'address article blockquote body br center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody thead tr ul'.split(
    ' ',
  ),
);
/** Blocks without a blank line around them. */
const LINES = new Set(['br', 'tr', 'li', 'dt', 'dd']);
const CELLS = new Set(['td', 'th']);
/** Tags without an end. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Roles and names of elements that hold no content of the page. */
const BOILERPLATE =
  /(?:^|[\s_-])(?:navigation|navbar|breadcrumbs?|cookies?|advert(?:isement)?s?|sidebar|skip-link|banner|contentinfo|complementary)(?:$|[\s_-])/i;

interface Mark {
  readonly offset: number;
  readonly line: number;
}

/** The text of a page with its headings. `lined`: whether its lines are those of the file. */
export function readHtml(source: Source, html: string, format: DocumentFormat = 'html'): PlainDocument {
  const builder = new TextBuilder(source, format === 'html' ? new LineIndex(html) : undefined);
  const parser = new Parser({
    onopentag: (name, attributes) => builder.open(name, attributes, parser.startIndex),
    onclosetag: (name) => builder.close(name),
    ontext: (data) => builder.text(data, parser.startIndex),
  });
  parser.write(html);
  parser.end();
  return builder.document(format);
}

class TextBuilder {
  private readonly parts: string[] = [];
  private readonly marks: Mark[] = [];
  private readonly sections: Section[] = [];
  private length = 0;
  private sectionStart = 0;
  private path: { depth: number; title: string }[] = [];
  private heading: { depth: number; start: number } | undefined;
  /** Open elements, each with whether it begins something that is passed over. */
  private readonly skipping: { name: string }[] = [];
  private depthOfSkipped = 0;
  private preformatted = 0;
  private cells = 0;
  private levels = 0;
  private blank = true;
  private pendingSpace = false;

  constructor(
    private readonly source: Source,
    private readonly lines: LineIndex | undefined,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>, at: number): void {
    if (++this.levels > MAX_HTML_LEVELS) {
      throw badDocument(
        this.source,
        `This page is nested deeper than ${MAX_HTML_LEVELS} levels.`,
        'Save its text in a file of its own.',
      );
    }
    if (this.skipping.length > 0) {
      if (name === this.skipping[0]!.name && !VOID.has(name)) this.depthOfSkipped++;
      return;
    }
    if (isSkipped(name, attributes)) {
      if (VOID.has(name)) return;
      this.skipping.push({ name });
      this.depthOfSkipped = 1;
      return;
    }
    if (name === 'pre') this.preformatted++;
    if (CELLS.has(name)) this.beginCell(at);
    else if (BLOCKS.has(name)) this.breakLine(LINES.has(name) ? 1 : 2);
    if (name === 'li') this.add('- ', at);
    if (name === 'img' && attributes['alt']?.trim()) this.text(`[image: ${attributes['alt'].trim()}]`, at);
    const depth = /^h([1-6])$/.exec(name)?.[1];
    if (depth !== undefined) {
      this.closeSection();
      this.heading = { depth: Number(depth), start: this.length };
    }
  }

  close(name: string): void {
    this.levels--;
    if (this.skipping.length > 0) {
      if (name === this.skipping[0]!.name && --this.depthOfSkipped === 0) this.skipping.pop();
      return;
    }
    if (name === 'pre' && this.preformatted > 0) this.preformatted--;
    if (this.heading && name === `h${this.heading.depth}`) this.endHeading(this.heading);
    if (CELLS.has(name)) this.cells = Math.max(0, this.cells - 1);
    else if (BLOCKS.has(name) && name !== 'br') this.breakLine(LINES.has(name) ? 1 : 2);
  }

  text(data: string, at: number): void {
    if (this.skipping.length > 0) return;
    if (this.preformatted > 0) {
      this.add(data, at);
      return;
    }
    const words = data.replace(/[\s\u00a0]+/g, ' ');
    const trimmed = words.trim();
    if (trimmed === '') {
      this.pendingSpace ||= words !== '' && !this.blank;
      return;
    }
    if ((this.pendingSpace || words.startsWith(' ')) && !this.blank) this.add(' ', at);
    this.pendingSpace = words.endsWith(' ');
    this.add(trimmed, at);
  }

  document(format: DocumentFormat): PlainDocument {
    this.closeSection();
    const { marks, sections } = this;
    return {
      format,
      text: this.parts.join(''),
      sections,
      place: (offset) => placeAmong(marks, offset),
      notes: [],
    };
  }

  private add(text: string, at: number): void {
    if (this.length + text.length > MAX_DOCUMENT_TEXT) {
      throw badDocument(
        this.source,
        'This document holds more text than is read at once.',
        'Divide it into smaller files.',
      );
    }
    const line = this.lines?.locate(at).line;
    if (line !== undefined && this.marks.at(-1)?.line !== line)
      this.marks.push({ offset: this.length, line: line + (this.source.firstLine ?? 1) - 1 });
    this.parts.push(text);
    this.length += text.length;
    this.blank = /(?:\n|\| )$/.test(text);
  }

  /** Cells of a row stand on one line. */
  private beginCell(at: number): void {
    if (this.cells === 0 && !this.blank) this.add(' | ', at);
    this.pendingSpace = false;
    this.cells++;
  }

  /** Ends the line, and with 2 leaves one blank; inside a cell it is a space. */
  private breakLine(count: 1 | 2): void {
    if (this.cells > 0) {
      this.pendingSpace ||= !this.blank;
      return;
    }
    this.pendingSpace = false;
    const last = (this.parts.at(-2) ?? '') + (this.parts.at(-1) ?? '');
    const there = /\n*$/.exec(last)![0].length;
    if (this.length === 0 || there >= count) return;
    const breaks = '\n'.repeat(count - there);
    this.parts.push(breaks);
    this.length += breaks.length;
    this.blank = true;
  }

  private endHeading({ depth, start }: { depth: number; start: number }): void {
    const title = this.since(start).trim();
    this.heading = undefined;
    this.path = [
      ...this.path.filter((above) => above.depth < depth),
      ...(title === '' ? [] : [{ depth, title }]),
    ];
  }

  /** The last text from an offset on; headings are short, so few parts are joined. */
  private since(start: number): string {
    let [at, length] = [this.parts.length, 0];
    while (at > 0 && length < this.length - start) length += this.parts[--at]!.length;
    return this.parts.slice(at).join('');
  }

  private closeSection(): void {
    if (this.length > this.sectionStart) {
      this.sections.push({
        start: this.sectionStart,
        end: this.length,
        path: this.path.map(({ title }) => title),
      });
    }
    this.sectionStart = this.length;
  }
}

function isSkipped(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (SKIPPED.has(name) || 'hidden' in attributes || attributes['aria-hidden'] === 'true') return true;
  if (name === 'body' || name === 'html' || name === 'main' || name === 'article') return false;
  return [attributes['role'], attributes['class'], attributes['id']].some(
    (value) => value !== undefined && BOILERPLATE.test(value),
  );
}

function placeAmong(marks: readonly Mark[], offset: number): { line?: number | undefined } {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (marks[middle]!.offset <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: marks[low]?.line };
}
