import { StudioError } from '../../base/errors';
import { committedVersions, type Version } from '../journal/committed';
import type { Edit } from '../journal/edit';
import type { SessionCore } from './sessionCore';

/**
 * A point in the life of a cube: a time, an entry of the journal, or a change. The state meant is the one
 * right after it.
 */
export type Moment = Date | { readonly seq: number } | { readonly change: string };

/** One step of the past. `seq` is its number in the journal, if it is there. */
export type Step =
  | { readonly kind: 'edit'; readonly at: string; readonly seq?: number | undefined; readonly edit: Edit }
  | { readonly kind: 'version'; readonly at: string; readonly seq: number; readonly version: Version }
  /** The content changed in a way that the journal does not know, at or before `at`. */
  | { readonly kind: 'gap'; readonly at: string; readonly seq?: undefined };

/**
 * The steps that led to the present, newest first: unsaved edits, then what the journal tells from the
 * content that the session stands on. A `version` step stands before the edits that it saved.
 */
export async function* timeline(core: SessionCore, signal?: AbortSignal): AsyncGenerator<Step> {
  for (const { edit } of core.edits.toReversed()) yield { kind: 'edit', at: edit.change.at, edit };
  const versions = await committedVersions(core.journal.entries(signal), core.fileName);
  const start = versions.findLastIndex((version) => version.after === core.base.sha256);
  let newer = new Date(Number((core.base.stamp?.mtimeNs ?? 0n) / 1_000_000n)).toISOString();
  if (start < 0 && versions.length > 0) yield { kind: 'gap', at: newer };
  let expected: string | null = core.base.sha256;
  for (const version of versions.slice(0, start < 0 ? versions.length : start + 1).reverse()) {
    const { seq, at } = version;
    if (version.after !== expected && start >= 0) yield { kind: 'gap', at: newer };
    yield { kind: 'version', at, seq, version };
    newer = at;
    if (version.kind === 'save') {
      for (const { seq, ...edit } of version.changes.toReversed()) {
        yield { kind: 'edit', at: edit.change.at, seq, edit };
      }
    }
    expected = version.kind === 'open' ? version.after : version.before;
  }
}

/** Whether a step belongs to the past that a moment keeps. */
export function isKept(step: Step, moment: Moment): boolean {
  if (moment instanceof Date) return Date.parse(step.at) <= moment.getTime();
  if ('seq' in moment) return step.seq !== undefined && step.seq <= moment.seq;
  return step.kind === 'edit' && step.edit.change.id === moment.change;
}

/** A moment as given by a person: an ISO time or the number of an entry. Throws StudioError `bad-argument`. */
export function parseMoment(text: string): Moment {
  if (/^\d{1,15}$/.test(text)) return { seq: Number(text) };
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new StudioError('bad-argument', `"${text}" is neither a time nor the number of a journal entry.`, {
    remedy: 'Write a time like 2026-03-01T10:00:00Z.',
  });
}
