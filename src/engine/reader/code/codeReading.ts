/** Source code as units: one for each symbol where there is a grammar, else for each block of lines. */
import { LineIndex } from '../../base/lineIndex';
import { rawUnits, type Chunk } from '../document/units';
import { CHUNK, MAX_PARSED_CODE } from '../limits';
import { note } from '../notes';
import { splitText, type Range } from '../text/split';
import type { Note } from '../../model/proposal';
import type { ReadOptions, Source } from '../types';
import type { Reading } from '../unit';
import { grammarFolder } from './grammarFolder';
import { blocksOf } from './blocks';
import type { Language } from './languages';
import { parseCode } from './parser';
import { symbolsOf, type SymbolRange } from './symbols';

/** A symbol may be half as long again as a chunk before it is divided. */
const LARGEST = CHUNK * 1.5;

export async function codeReading(
  source: Source,
  text: string,
  language: Language,
  options: ReadOptions,
): Promise<Reading> {
  const { ranges, notes } = await rangesOf(source, text, language, options);
  const index = new LineIndex(text);
  const line = (offset: number): number => index.locate(offset).line + (source.firstLine ?? 1) - 1;
  const chunks = ranges.flatMap((range) =>
    partsOf(text, range).map(({ start, end }): Chunk => ({
      text: text.slice(start, end),
      lines: [line(start), line(end - 1)],
      path: [],
      symbol: range.symbol,
    })),
  );
  const units = rawUnits(source, chunks, ['code', language.name]);
  return { kind: 'code', format: language.name, units, notes };
}

async function rangesOf(
  source: Source,
  text: string,
  { name, grammar }: Language,
  options: ReadOptions,
): Promise<{ ranges: readonly SymbolRange[]; notes: readonly Note[] }> {
  if (text.length > MAX_PARSED_CODE)
    return { ranges: blocksOf(text), notes: [note('codeTooSlow', source.name)] };
  const folder = grammar && (await grammarFolder(options.grammars));
  if (!grammar || folder === undefined)
    return { ranges: blocksOf(text), notes: [note('noGrammar', name, source.name)] };
  const ranges = await parseCode(text, grammar, folder, (root) => symbolsOf(text, root, LARGEST));
  return ranges
    ? { ranges, notes: [] }
    : { ranges: blocksOf(text), notes: [note('codeTooSlow', source.name)] };
}

/** Parts of a range without blank ends; indentation of its first line is kept. */
function partsOf(text: string, range: Range): Range[] {
  const parts =
    range.end - range.start <= LARGEST
      ? splitText(text, range, { size: LARGEST, overlap: 0 })
      : splitText(text, range);
  return parts.map(({ start, end }) => {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    return {
      start: text.slice(lineStart, start).trim() === '' ? Math.max(lineStart, range.start) : start,
      end,
    };
  });
}
