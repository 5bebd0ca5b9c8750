import { LineIndex } from '../../base/lineIndex';
import type { Note } from '../../model/proposal';
import type { DocumentPlace, PlainDocument } from './types';

/** Plain text: one section. `firstLine` is the number of its first line in the file. */
export function plainDocument(text: string, firstLine: number, notes: readonly Note[] = []): PlainDocument {
  const sections = [{ start: 0, end: text.length, path: [] }];
  return { format: 'text', text, sections, place: linesOf(text, firstLine), notes };
}

/** Finds the line of an offset. */
export function linesOf(text: string, firstLine: number): (offset: number) => DocumentPlace {
  const index = new LineIndex(text);
  return (offset) => ({ line: index.locate(offset).line + firstLine - 1 });
}
