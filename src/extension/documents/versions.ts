import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import { updatesBetween } from '../../engine/cube/merge/diffRecord';
import { applyOps } from '../../engine/cube/text/applyOps';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import { momentOf, type HistoryEntry } from '../../engine/cube/session/history';
import { invertOps, type Op } from '../../engine/model/change';
import type { MemoryKey } from '../../engine/model/memory';

/**
 * Names one version of a memory: `<entry>` is the state right after an entry of its history, `<entry>^`
 * the state right before it.
 */
export type VersionId = string;

/** Name of an entry of the history. */
export function entryId(entry: HistoryEntry): string {
  return entry.changeId ?? `seq-${entry.seq ?? 0}`;
}

/** The version before an entry. */
export const beforeEntry = (id: string): VersionId => `${id}^`;

/** The entry of a history that a version is named after; throws StudioError `not-found`. */
export function findEntry(history: readonly HistoryEntry[], version: VersionId): HistoryEntry {
  const id = version.replace(/\^$/, '');
  const entry = history.find((candidate) => entryId(candidate) === id);
  if (entry) return entry;
  throw new StudioError('not-found', vscode.l10n.t('This version is no longer in the history.'));
}

/** The record of a memory in a version; undefined where it did not exist. */
export async function recordOf(
  session: CubeSession,
  key: MemoryKey,
  version: VersionId,
): Promise<string | undefined> {
  const entry = findEntry(await session.history(key), version);
  if (!version.endsWith('^')) return session.valueAt(entry);
  const { memory } = await session.asOf(momentOf(entry));
  applyOps(memory, invertOps(entry.ops));
  return memory.has(entry.key) ? memory.text(entry.key) : undefined;
}

/** The operations that bring a memory back to a version. */
export async function restoreOps(session: CubeSession, key: MemoryKey, version: VersionId): Promise<Op[]> {
  if (!version.endsWith('^')) return session.restoreOps(key, findEntry(await session.history(key), version));
  const record = await recordOf(session, key, version);
  const { memory } = session;
  if (record === undefined) {
    throw new StudioError('not-found', vscode.l10n.t('The memory did not exist before this change.'), {
      remedy: vscode.l10n.t('Remove it from the file instead.'),
    });
  }
  if (memory.has(key)) return updatesBetween(key, memory.text(key), record, memory.format);
  return [{ op: 'add', key, raw: record, previous: null }];
}
