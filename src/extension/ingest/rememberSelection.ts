import * as vscode from 'vscode';
import { SELECTION } from '../../engine/ingest/remembered';
import type { AppliedBatch } from '../../engine/ingest/applyBatch';
import type { IngestBatch } from '../../engine/model/proposal';
import type { Source } from '../../engine/reader/types';
import { mustBeWritable } from '../commands/targets';
import { withProgress } from '../host/boundary';
import type { Studio } from '../studio';
import { sourceName } from './fileSource';
import type { IngestHome } from './ingestHome';
import { openReview } from './openReview';
import { cubeTarget } from '../commands/targets';

/**
 * Remembers what is selected in the active editor, with its place. What is plainly new is added at once, as one
 * Change that can be undone; where it is like something that is there, the person decides in the review.
 */
export async function rememberSelection(studio: Studio, args: readonly unknown[]): Promise<void> {
  const sources = selected(vscode.window.activeTextEditor);
  if (sources.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Select some text first.'));
    return;
  }
  const cube = await cubeTarget(studio, args, vscode.l10n.t('Remember in which MemCube?'));
  if (!cube) return;
  const home = await studio.ingestHomes.acquire(cube);
  try {
    mustBeWritable(home.cube);
    const batches = await withProgress(
      vscode.l10n.t('Remembering in {0}…', home.cube.name),
      async (signal) => {
        const read: IngestBatch[] = [];
        for (const source of sources) {
          read.push(await studio.ingester.read(home, { source, mode: 'fast', kind: SELECTION }, signal));
        }
        return read;
      },
    );
    await settle(home, batches);
  } finally {
    home.dispose();
  }
}

interface Added {
  /** The batch. */
  readonly id: string;
  readonly applied: AppliedBatch;
}

/** What is selected, each selection as a source that knows where it begins. */
function selected(editor: vscode.TextEditor | undefined): Source[] {
  if (!editor) return [];
  const { document, selections } = editor;
  const name = document.isUntitled ? document.fileName : sourceName(document.uri);
  return [...selections]
    .sort((a, b) => a.start.compareTo(b.start))
    .map((selection) => ({ text: document.getText(selection), firstLine: selection.start.line + 1 }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, firstLine }) => ({ name, bytes: Buffer.from(text), firstLine }));
}

async function settle(home: IngestHome, batches: readonly IngestBatch[]): Promise<void> {
  const all = batches.flatMap(({ proposals }) => proposals);
  const plain = batches.filter(({ proposals }) => proposals.every(({ verdict }) => verdict === 'new'));
  const open = batches.filter((batch) => !plain.includes(batch));
  if (all.every(({ verdict }) => verdict === 'exact')) return sayKnown(home, batches);
  const [first] = open;
  if (first) await openReview(home.cube.uri, first.id);
  const added: Added[] = [];
  for (const batch of plain) added.push(await addAll(home, batch));
  await offerUndo(home, added);
}

/** Adds all of a batch, whatever was suggested. */
async function addAll(home: IngestHome, { id, proposals }: IngestBatch): Promise<Added> {
  const open = proposals.filter(({ decision }) => decision === undefined);
  await home.batches.decide(
    id,
    open.map((proposal) => proposal.id),
    'add',
  );
  return { id, applied: await home.apply(id) };
}

/** Says what was added; what is taken back is forgotten, unless the editor can still make it again. */
async function offerUndo(home: IngestHome, all: readonly Added[]): Promise<void> {
  const { cube } = home;
  const count = all.reduce((sum, { applied }) => sum + applied.outcome.added, 0);
  if (count === 0) return;
  const undo = vscode.l10n.t('Undo');
  const text =
    count === 1
      ? vscode.l10n.t('{0}: remembered the selection.', cube.name)
      : vscode.l10n.t('{0}: remembered the selection as {1} memories.', cube.name, count);
  const choice = await vscode.window.showInformationMessage(text, undo);
  if (choice !== undo) return;
  for (const { id, applied } of [...all].reverse()) {
    await applied.undo();
    if (!cube.editor) await home.discard(id);
  }
}

/** The same texts are there: nothing is added unless the person wants it twice. */
async function sayKnown(home: IngestHome, batches: readonly IngestBatch[]): Promise<void> {
  const add = vscode.l10n.t('Add Anyway');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0}: the selection is remembered already.', home.cube.name),
    add,
  );
  const added: Added[] = [];
  for (const batch of batches) {
    if (choice === add) added.push(await addAll(home, batch));
    else await home.discard(batch.id);
  }
  await offerUndo(home, added);
}
