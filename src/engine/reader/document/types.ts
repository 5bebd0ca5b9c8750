import type { Note } from '../../model/proposal';
import type { Range } from '../text/split';

/** Where a place of a document's text is in its file, both from 1. */
export interface DocumentPlace {
  readonly line?: number | undefined;
  readonly page?: number | undefined;
}

/** A part of a document that chunks do not reach beyond: under one heading. */
export interface Section extends Range {
  /** Headings from the outermost to its own. */
  readonly path: readonly string[];
}

/** A document as plain text with its structure; the text between two sections belongs to neither. */
export interface PlainDocument {
  readonly format: DocumentFormat;
  readonly text: string;
  readonly sections: readonly Section[];
  place(offset: number): DocumentPlace;
  readonly notes: readonly Note[];
}

export type DocumentFormat = 'markdown' | 'text' | 'html' | 'pdf' | 'docx';
