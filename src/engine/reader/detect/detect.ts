/** Tells what a source is, by its content first and its name second, and parses it. */
import { badDocument } from '../badDocument';
import { languageOfName } from '../code/languages';
import { readLocated, readLocatedLines } from '../dialogue/located';
import { readDialogue } from '../dialogue/readDialogue';
import { readTranscript } from '../dialogue/transcript';
import type { Dialogue } from '../dialogue/types';
import { dialogueReading } from '../dialogue/units';
import { plainDocument } from '../document/plain';
import type { PlainDocument } from '../document/types';
import { documentReading } from '../document/units';
import { wantReadable } from '../size';
import type { ReadOptions, Source } from '../types';
import type { Reading } from '../unit';
import { decodeText } from './decode';
import { signatureOf } from './signature';

/** Parsers of documents and code are loaded when a source needs them. */
export async function detect(source: Source, options: ReadOptions): Promise<Reading> {
  wantReadable(source.name, source.bytes.length);
  const packed = await readPacked(source, options);
  if (packed) return documentReading(source, packed);
  const text = decodeText(source);
  if (text.trim() === '') throw badDocument(source, 'This file is empty.', 'Choose a file with text.');
  const dialogue = dialogueIn(source, text);
  if (dialogue) return dialogueReading(source, dialogue, options);
  const language = languageOfName(source.name);
  if (language) {
    const { codeReading } = await import('../code/codeReading');
    return codeReading(source, text, language, options);
  }
  return documentReading(source, await readText(source, text));
}

/** PDF and DOCX, told by how they begin. */
async function readPacked(source: Source, { signal }: ReadOptions): Promise<PlainDocument | undefined> {
  switch (signatureOf(source.bytes)) {
    case 'pdf': {
      const { readPdf } = await import('../document/pdf');
      return readPdf(source, signal);
    }
    case 'zip': {
      const { readDocx } = await import('../document/docx');
      return readDocx(source);
    }
    case 'old-office':
      throw badDocument(
        source,
        'This is a file of an old Office program.',
        'Save it as DOCX or PDF, and read that.',
      );
    case 'picture':
      throw badDocument(source, 'This is a picture, and pictures are not read.', 'Choose a file with text.');
    default:
      return undefined;
  }
}

/** The dialogue in a text, if it is one: JSON, JSON Lines, or a transcript. */
function dialogueIn(source: Source, text: string): Dialogue | undefined {
  const lower = source.name.toLowerCase();
  if (/\.(?:jsonl|ndjson)$/.test(lower)) return jsonDialogue(source, readLocatedLines(source, text));
  const isJson = lower.endsWith('.json');
  if (isJson || looksLikeJson(source, text)) {
    const [first = ''] = text.trimStart().split('\n', 1);
    const lines = !isJson && isWhole(first) && text.trim() !== first.trim();
    return jsonDialogue(source, lines ? readLocatedLines(source, text) : readLocated(source, text));
  }
  if (languageOfName(source.name)) return undefined;
  const turns = readTranscript(text, source.firstLine);
  return turns && { format: 'transcript', conversations: [{ session: undefined, turns }] };
}

function jsonDialogue(source: Source, json: Parameters<typeof readDialogue>[1]): Dialogue | undefined {
  const dialogue = readDialogue(source, json);
  if (dialogue || source.firstLine !== undefined) return dialogue;
  throw badDocument(
    source,
    'There is no dialogue in this JSON.',
    'Known are messages with "role" and "content", exports of ChatGPT, ShareGPT and LoCoMo. Save it with the ending .txt to read it as plain text.',
  );
}

/** Whether a text without a JSON name is JSON: its bracket matches, and so does what follows it. */
function looksLikeJson(source: Source, text: string): boolean {
  if (
    source.firstLine !== undefined ||
    /\.(?:txt|md|markdown)$/i.test(source.name) ||
    languageOfName(source.name)
  )
    return false;
  return /^\s*(?:\{\s*"|\[\s*[{[])/.test(text);
}

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

async function readText(source: Source, text: string): Promise<PlainDocument> {
  const head = text.slice(0, 2000);
  const lower = source.name.toLowerCase();
  if (
    /^\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(head) ||
    /\.x?html?$/.test(lower)
  ) {
    const { readHtml } = await import('../document/html');
    return readHtml(source, text);
  }
  const isMarkdown =
    /\.(?:md|markdown|mdx|mkd)$/.test(lower) || (!/\.[a-z]{1,5}$/.test(lower) && /^#{1,6} \S/m.test(head));
  if (isMarkdown) {
    const { readMarkdown } = await import('../document/markdown');
    return readMarkdown(source, text);
  }
  return plainDocument(text, source.firstLine ?? 1);
}
