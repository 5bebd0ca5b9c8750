import * as vscode from 'vscode';
import type { BatchState } from '../../engine/model/proposal';
import type { ReviewPlace } from '../../protocol/reviewView';
import { fileOf, isNode } from '../views/nodes';
import type { Studio } from '../studio';
import { confirmDiscard } from './confirmDiscard';
import { findBatches, pickBatch, type CubeWithBatches } from './pickBatch';

/** What can be looked at: a batch that is not read to the end shows how far it has come, or why it failed. */
const OPEN: readonly BatchState[] = ['review', 'reading', 'failed'];

/** Opens the review of a batch: of the one named by its cube and id, else of one that the person chooses. */
export async function reviewBatch(studio: Studio, args: readonly unknown[]): Promise<void> {
  const [cube, batch] = args;
  const reviews = await studio.reviews();
  if (cube instanceof vscode.Uri && typeof batch === 'string') {
    reviews.open(cube, batch);
    return;
  }
  const found = await findBatches(studio.ingestHomes, await cubesFor(studio, args), OPEN);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing waits for review. Drop files on a MemCube in the Cubes view to read them.'),
    );
    return;
  }
  const [only] = found;
  const chosen =
    found.length === 1
      ? only
      : await pickBatch(found, vscode.l10n.t('Review what was read from which source?'));
  if (chosen) reviews.open(chosen.cube.uri, chosen.batch.id);
}

/** Throws a batch away after asking. */
export async function discardBatch(studio: Studio, args: readonly unknown[]): Promise<void> {
  const [cube, batch] = args;
  const { ingestHomes } = studio;
  if (cube instanceof vscode.Uri && typeof batch === 'string') {
    await ingestHomes.discard(cube, batch);
    return;
  }
  if (isNode(cube) && cube.node === 'batch') {
    if (!(await confirmDiscard(cube.batch.source))) return;
    await ingestHomes.discard(cube.file, cube.batch.id);
    return;
  }
  const found = await findBatches(ingestHomes, await cubesFor(studio, args), OPEN);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to discard.'));
    return;
  }
  const chosen = await pickBatch(found, vscode.l10n.t('Discard what was read from which source?'));
  if (!chosen || !(await confirmDiscard(chosen.batch.source))) return;
  await ingestHomes.discard(chosen.cube.uri, chosen.batch.id);
}

/** Opens the review of the newest batch beside one that is settled, or says that there is none. */
export async function openNext(studio: Studio, after: ReviewPlace): Promise<void> {
  const found = await findBatches(studio.ingestHomes, await cubesFor(studio, []), ['review']);
  const next = found.find(
    ({ cube, batch }) => cube.uri.toString() !== after.cube || batch.id !== after.batch,
  );
  if (next) (await studio.reviews()).open(next.cube.uri, next.batch.id);
  else void vscode.window.showInformationMessage(vscode.l10n.t('Nothing else waits for review.'));
}

/** The cube that a command was called on, else all of the window. */
async function cubesFor(studio: Studio, [node]: readonly unknown[]): Promise<CubeWithBatches[]> {
  const file = isNode(node) ? fileOf(node) : undefined;
  const folder = isNode(node) && node.node === 'cube' ? node.found.folder : undefined;
  const cubes = (await studio.searches.list()).map(({ id, name }) => ({
    uri: vscode.Uri.parse(id, true),
    name,
  }));
  return cubes.filter(
    ({ uri }) =>
      (file === undefined || uri.toString() === file.toString()) &&
      (folder === undefined || vscode.Uri.joinPath(uri, '..').toString() === folder.toString()),
  );
}
