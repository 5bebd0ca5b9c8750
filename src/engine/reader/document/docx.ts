/** DOCX by mammoth: its HTML, read like a page. What it unpacks to is counted first, so that a bomb stays packed. */
import { Readable } from 'node:stream';
import type { JSZipObject } from 'jszip';
import { StudioError } from '../../base/errors';
import { badDocument } from '../badDocument';
import { MAX_UNPACKED_BYTES } from '../limits';
import type { Source } from '../types';
import { readHtml } from './html';
import type { PlainDocument } from './types';

/** @throws StudioError `bad-document` for another zip archive, a damaged file, or one that unpacks to too much */
export async function readDocx(source: Source): Promise<PlainDocument> {
  try {
    await checkPacked(source);
    const { default: mammoth } = await import('mammoth');
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
    );
    return readHtml(source, value, 'docx');
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw badDocument(
      source,
      'This DOCX is damaged and cannot be read.',
      'Open it in a word processor and save it anew.',
      { cause },
    );
  }
}

async function checkPacked(source: Source): Promise<void> {
  const { default: JSZip } = await import('jszip');
  const zip = await JSZip.loadAsync(source.bytes);
  const files = Object.values(zip.files).filter(({ name }) => /\.(?:xml|rels)$/i.test(name));
  if (!zip.file('word/document.xml')) {
    throw badDocument(
      source,
      'This is a packed archive and no DOCX.',
      'Unpack it, and read the files in it.',
    );
  }
  let left = MAX_UNPACKED_BYTES;
  for (const file of files) {
    left -= await unpackedSize(file, left);
    if (left < 0) {
      throw badDocument(
        source,
        'This DOCX unpacks to far more than a document holds.',
        'Choose another file: this one may be meant to do harm.',
      );
    }
  }
}

/** Bytes that a file really unpacks to, whatever its header says; unpacking stops once it is more than `limit`. */
async function unpackedSize(file: JSZipObject, limit: number): Promise<number> {
  let size = 0;
  for await (const part of new Readable().wrap(file.nodeStream('nodebuffer'))) {
    size += (part as Buffer).length;
    if (size > limit) break;
  }
  return size;
}
