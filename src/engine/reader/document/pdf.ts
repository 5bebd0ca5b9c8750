/** PDF by pdf.js (`unpdf`): its text page by page; pictures, scripts and forms give nothing. */
import type { getDocumentProxy } from 'unpdf';
import { badDocument } from '../badDocument';
import { MAX_DOCUMENT_TEXT, MAX_PAGES } from '../limits';
import { note } from '../notes';
import type { Source } from '../types';
import { linesOfPage } from './pdfLines';
import type { PlainDocument } from './types';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** @throws StudioError `bad-document` for an encrypted, damaged or too large PDF, or one without text; AbortError */
export async function readPdf(source: Source, signal: AbortSignal | undefined): Promise<PlainDocument> {
  const pdf = await openPdf(source);
  try {
    return await readPages(source, pdf, signal);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf(source: Source): Promise<Pdf> {
  try {
    const { getDocumentProxy } = await import('unpdf');
    // pdf.js takes the bytes for itself, so it gets a copy. Errors only: it logs what it repairs.
    return await getDocumentProxy(new Uint8Array(source.bytes), { verbosity: 0 });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw badDocument(source, 'This PDF is encrypted.', 'Save a copy without a password, and read that.', {
        cause,
      });
    }
    throw damaged(source, cause);
  }
}

function damaged(source: Source, cause: unknown): Error {
  return badDocument(
    source,
    'This PDF is damaged and cannot be read.',
    'Open it in a PDF viewer and save it anew.',
    { cause },
  );
}

async function readPages(source: Source, pdf: Pdf, signal: AbortSignal | undefined): Promise<PlainDocument> {
  if (pdf.numPages > MAX_PAGES) {
    throw badDocument(source, `This PDF has more than ${MAX_PAGES} pages.`, 'Divide it into smaller files.');
  }
  const starts: number[] = [];
  let [text, empty] = ['', 0];
  for (let number = 1; number <= pdf.numPages; number++) {
    signal?.throwIfAborted();
    starts.push(text.length);
    const page = await pageText(source, pdf, number);
    if (page === '') empty++;
    else text += `${page}\n\n`;
    if (text.length > MAX_DOCUMENT_TEXT) {
      throw badDocument(
        source,
        'This document holds more text than is read at once.',
        'Divide it into smaller files.',
      );
    }
  }
  if (empty === pdf.numPages) {
    throw badDocument(
      source,
      'There is no text in this PDF: its pages may be pictures.',
      'Have its text recognised (OCR), and read the result.',
    );
  }
  const notes = empty > 0 ? [note('emptyPages', String(empty), String(pdf.numPages))] : [];
  const place = (offset: number): { page: number } => ({
    page: starts.findLastIndex((start) => start <= offset) + 1,
  });
  return { format: 'pdf', text, sections: [{ start: 0, end: text.length, path: [] }], place, notes };
}

async function pageText(source: Source, pdf: Pdf, number: number): Promise<string> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return linesOfPage(items.filter((item) => 'str' in item));
  } catch (cause) {
    throw damaged(source, cause);
  }
}
