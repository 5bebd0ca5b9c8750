import { decodeLine, kindOfLine } from './entry';
import { readLines } from './lines';

/** What the journal last knew of a file's content. */
export interface LastState {
  readonly seq: number;
  readonly kind: 'open' | 'save' | 'external' | 'rollback';
  /** SHA-256 of the content. */
  readonly sha256: string | null;
  /** SHA-256 before that. */
  readonly before: string | null;
}

/** Looks a file up in a journal; undefined where the journal has never seen it. */
export async function lastState(journal: string, file: string): Promise<LastState | undefined> {
  let last: LastState | undefined;
  for await (const line of readLines(journal)) {
    const kind = kindOfLine(line.text);
    if (!line.whole || kind === 'change' || kind === 'revert') continue;
    const entry = decodeLine(line.text)?.entry;
    if (entry?.file !== file) continue;
    const { seq } = entry;
    if (entry.kind === 'open') last = { seq, kind: 'open', sha256: entry.sha256, before: null };
    else if (entry.kind === 'rollback' && last?.seq === entry.save) {
      last = { seq, kind: 'rollback', sha256: last.before, before: null };
    } else if (entry.kind === 'save' || entry.kind === 'external') {
      last = { seq, kind: entry.kind, sha256: entry.after, before: entry.before };
    }
  }
  return last;
}
