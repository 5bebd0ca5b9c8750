import * as vscode from 'vscode';
import { isAbort, StudioError } from '../../engine/base/errors';
import type { BatchState, BatchSummary } from '../../engine/model/proposal';
import type { IngestHomes } from '../ingest/ingestHome';

/** A cube whose batches are looked for. */
export interface CubeWithBatches {
  readonly uri: vscode.Uri;
  readonly name: string;
}

/** A batch and the cube that it is for. */
export interface FoundBatch {
  readonly cube: CubeWithBatches;
  readonly batch: BatchSummary;
}

/** The batches of cubes in one of these states, newest first. A cube whose batches cannot be read has none here. */
export async function findBatches(
  homes: IngestHomes,
  cubes: readonly CubeWithBatches[],
  states: readonly BatchState[],
): Promise<FoundBatch[]> {
  const found = await Promise.all(
    cubes.map(async (cube) => {
      try {
        const batches = await homes.batchesOf(cube.uri).list();
        return batches.map((batch) => ({ cube, batch }));
      } catch (error) {
        if (isAbort(error) || !(error instanceof StudioError)) throw error;
        return [];
      }
    }),
  );
  return found
    .flat()
    .filter(({ batch }) => states.includes(batch.state))
    .sort((a, b) => (a.batch.createdAt < b.batch.createdAt ? 1 : -1));
}

/** Lets the person choose one of them; undefined when they change their mind. */
export async function pickBatch(
  found: readonly FoundBatch[],
  placeHolder: string,
): Promise<FoundBatch | undefined> {
  const items = found.map((each) => ({
    label: `$(${ICONS[each.batch.state]}) ${each.batch.source}`,
    description: each.cube.name,
    detail: detailOf(each.batch),
    found: each,
  }));
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.found;
}

const ICONS: Readonly<Record<BatchState, string>> = {
  review: 'checklist',
  reading: 'book',
  failed: 'warning',
  applied: 'check',
};

function detailOf({ state, undecided, verdicts, createdAt, notes }: BatchSummary): string {
  const total = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const proposed = vscode.l10n.t('{0} proposed, {1} without a decision', total, undecided);
  const at = Date.parse(createdAt);
  const when = Number.isNaN(at)
    ? ''
    : new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  const words: Readonly<Record<BatchState, string>> = {
    review: proposed,
    reading: vscode.l10n.t('reading was interrupted'),
    failed: notes[0]?.message ?? vscode.l10n.t('reading failed'),
    applied: vscode.l10n.t('settled'),
  };
  return [words[state], when].filter((part) => part !== '').join(' · ');
}
