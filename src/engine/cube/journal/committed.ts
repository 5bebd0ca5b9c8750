import type { Entry } from './entryShape';

/** A saved change with the journal entry that holds it. */
export type ChangeEntry = Extract<Entry, { kind: 'change' }>;
export type SaveEntry = Extract<Entry, { kind: 'save' }>;
export type ExternalEntry = Extract<Entry, { kind: 'external' }>;

/** A step from one content of the file to the next. */
export type Version =
  | { readonly kind: 'open'; readonly seq: number; readonly at: string; readonly after: string }
  | {
      readonly kind: 'save';
      readonly seq: number;
      readonly at: string;
      readonly before: string | null;
      readonly after: string;
      readonly changes: readonly ChangeEntry[];
      readonly renamed: SaveEntry['renamed'];
    }
  | {
      readonly kind: 'external';
      readonly seq: number;
      readonly at: string;
      readonly before: string | null;
      readonly after: string;
      readonly entry: ExternalEntry;
    };

/**
 * The versions of one file, oldest first: changes count only with the save that commits them, and saves
 * that were rolled back do not count. `keep` may drop versions that nobody needs, to save memory.
 */
export async function committedVersions(
  entries: AsyncIterable<Entry>,
  file: string,
  keep: (version: Version) => boolean = () => true,
): Promise<Version[]> {
  const versions: Version[] = [];
  let last: Version | undefined;
  let waiting: ChangeEntry[] = [];
  const settle = (): void => {
    if (last && keep(last)) versions.push(last);
    last = undefined;
  };
  for await (const entry of entries) {
    if (entry.file !== file) continue;
    if (entry.kind === 'change') {
      waiting.push(entry);
    } else if (entry.kind === 'save') {
      settle();
      const changes = waiting.filter((c) => c.seq >= entry.from && c.session === entry.session);
      const { seq, at, before, after, renamed } = entry;
      last = { kind: 'save', seq, at, before, after, changes, renamed };
      waiting = [];
    } else if (entry.kind === 'external') {
      settle();
      last = {
        kind: 'external',
        seq: entry.seq,
        at: entry.at,
        before: entry.before,
        after: entry.after,
        entry,
      };
    } else if (entry.kind === 'open') {
      settle();
      last = { kind: 'open', seq: entry.seq, at: entry.at, after: entry.sha256 };
    } else if (entry.kind === 'rollback' && last?.seq === entry.save) {
      last = undefined;
    }
  }
  settle();
  return versions;
}
