/** A document as units: chunks along its structure, each a RawFileMemory that knows its neighbours. */
import type { JsonRecord } from '../../base/json/types';
import { badDocument } from '../badDocument';
import { fullDateIn, isoOf } from '../text/dates';
import { entitiesOf } from '../text/entities';
import { keywordsOf } from '../text/keywords';
import { splitText } from '../text/split';
import { titleOf } from '../text/title';
import { whereOf } from '../text/where';
import type { ReadMemory } from '../../model/reading';
import type { Source } from '../types';
import type { Reading, Unit } from '../unit';
import type { PlainDocument, Section } from './types';

/** A chunk, with what makes it found again. */
export interface Chunk {
  readonly text: string;
  readonly lines?: readonly [number, number] | undefined;
  readonly pages?: readonly [number, number] | undefined;
  /** Headings above it, or the symbol of source code. */
  readonly path: readonly string[];
  readonly symbol?: string | undefined;
}

export function documentReading(source: Source, document: PlainDocument): Reading {
  const chunks = document.sections.flatMap((section) => chunksOf(document, section));
  if (chunks.length === 0) {
    throw badDocument(
      source,
      'There is no text in this document.',
      'Choose a file with text; pictures of text are not read.',
    );
  }
  const units = rawUnits(source, chunks, ['multimodal:file']);
  return { kind: 'document', format: document.format, units, notes: document.notes };
}

/** Units of chunks that follow one another; `marks` are tags of all of them, the first says what they are. */
export function rawUnits(source: Source, chunks: readonly Chunk[], marks: readonly string[]): Unit[] {
  return chunks.map((chunk, at): Unit => ({
    raw: () => rawMemory(source, chunk, [at, chunks.length], marks),
    text: [...chunk.path.map((title) => `# ${title}`), chunk.text].join('\n'),
    keepRaw: true,
    follows: at > 0,
    where: chunk.pages ? `${source.name} (${chunk.pages[0]})` : whereOf(source, chunk.lines),
  }));
}

function chunksOf(document: PlainDocument, section: Section): Chunk[] {
  return splitText(document.text, section).map(({ start, end }) => {
    const [first, last] = [document.place(start), document.place(end - 1)];
    return {
      text: document.text.slice(start, end),
      lines: first.line === undefined || last.line === undefined ? undefined : [first.line, last.line],
      pages: first.page === undefined || last.page === undefined ? undefined : [first.page, last.page],
      path: section.path,
    };
  });
}

function rawMemory(
  source: Source,
  chunk: Chunk,
  [at, count]: [number, number],
  marks: readonly string[],
): ReadMemory {
  const isCode = marks[0] === 'code';
  const date = isCode ? undefined : fullDateIn(chunk.text);
  return {
    memory: chunk.text,
    title: chunk.symbol ?? (chunk.path.length > 0 ? titleOf(chunk.path.join(' › ')) : titleOf(chunk.text)),
    memoryType: 'RawFileMemory',
    kind: 'fact',
    tags: ['mode:fast', ...marks, `chunk:${at + 1}/${count}`, ...(isCode ? [] : keywordsOf(chunk.text))],
    confidence: 0.99,
    sources: [sourceOf(source, chunk, at, count)],
    when: date && isoOf(date),
    entities: isCode ? [] : entitiesOf(chunk.text),
    session: chunk.path[0],
    more: { is_fast: true },
  };
}

/** MemOS's SourceMessage of a chunk. */
function sourceOf(source: Source, chunk: Chunk, at: number, count: number): JsonRecord {
  const { lines, pages, path, symbol } = chunk;
  return {
    type: 'doc',
    content: chunk.text,
    doc_path: source.name,
    ...(lines ? { lines: [...lines] } : {}),
    ...(pages ? { page: pages[0], ...(pages[1] === pages[0] ? {} : { last_page: pages[1] }) } : {}),
    ...(path.length > 0 ? { heading: path.join(' › ') } : {}),
    ...(symbol === undefined ? {} : { symbol }),
    chunk_index: at,
    chunk_total: count,
  };
}
