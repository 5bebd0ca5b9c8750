import { StudioError } from '../base/errors';
import { parseJson } from '../base/json/parse';
import { nodeAt } from '../base/json/value';
import type { RawJson } from '../base/json/types';
import type { Conflict } from '../cube/merge/conflict';
import { sameRaw } from '../base/json/sameRaw';
import { physicalPath } from '../cube/text/layout';
import type { Edit } from '../model/edit';
import type { FieldPath } from '../model/memory';

/** A memory was changed by somebody else since the person saw it; nothing was written. */
export class LiveConflict extends StudioError {
  constructor(
    /** What both sides want; `path` is empty for the memory as a whole. */
    readonly conflict: Conflict,
    readonly title: string,
  ) {
    super('conflict', `“${title}” was changed by somebody else meanwhile.`, {
      remedy: 'Compare both, then keep yours, take theirs, or edit.',
    });
  }
}

/** A field of a record, or the record itself; null where it is absent. */
export function fieldOf(raw: RawJson, path: FieldPath): RawJson | null {
  if (path.length === 0) return raw;
  const node = nodeAt(parseJson(raw), physicalPath('tree_text', path));
  return node ? raw.slice(node.start, node.end) : null;
}

/**
 * What somebody else has changed since, of what an edit is based on: the field that is set, the text that is
 * split or merged, the whole of what is removed. Other edits go together with any change.
 */
export function changedUnderneath(edit: Edit, id: string, seen: RawJson, now: RawJson): Conflict | undefined {
  const basis = basisOf(edit);
  if (!basis) return undefined;
  const { path, ours } = basis;
  const [base, theirs] = [fieldOf(seen, path), fieldOf(now, path)];
  if (sameRaw(base, theirs) || sameRaw(theirs, ours)) return undefined;
  return { key: id, path, base, ours, theirs };
}

function basisOf(edit: Edit): { path: FieldPath; ours: RawJson | null } | undefined {
  if (edit.kind === 'set') return { path: edit.path, ours: edit.raw };
  if (edit.kind === 'split') return { path: ['memory'], ours: JSON.stringify(edit.parts.join('\n\n')) };
  if (edit.kind === 'merge') return { path: ['memory'], ours: JSON.stringify(edit.memory) };
  if (edit.kind === 'remove' && edit.mode === 'removed') return { path: [], ours: null };
  return undefined;
}
