import * as vscode from 'vscode';
import { isAbort } from '../../engine/base/errors';
import type { IngestBatch } from '../../engine/model/proposal';
import { mustBeWritable } from '../commands/targets';
import { showError, withProgress } from '../host/boundary';
import type { Studio } from '../studio';
import { chooseMode } from './chooseMode';
import { shortName, type FileToRead } from './fileSource';
import type { IngestHome } from './ingestHome';
import { openReview } from './openReview';
import type { ToRead } from './readWorkerClient';
import { addedUp, progressWords, proposed, verdictWords } from './summaries';

/** What became of the files that were to be read. */
export interface FilesRead {
  readonly batches: readonly IngestBatch[];
  readonly failures: readonly { readonly file: FileToRead; readonly error: unknown }[];
  /** The file at which the person stopped it. */
  readonly stopped: FileToRead | undefined;
}

/** In which way, as `ToRead`. */
export type HowToRead = Pick<ToRead, 'mode' | 'unit'>;

/** Errors that are shown one by one; the others are in the log. */
const MOST_SHOWN = 3;

/** Reads files into a cube one after another, a batch for each, and tells what came of it. */
export async function readFiles(
  studio: Studio,
  cube: vscode.Uri,
  files: readonly FileToRead[],
): Promise<void> {
  const mode = files.length > 0 ? await chooseMode(studio.chats) : undefined;
  if (mode) await readInto(studio, cube, files, { mode });
}

/** The same in a way that is known. */
export async function readInto(
  studio: Studio,
  cube: vscode.Uri,
  files: readonly FileToRead[],
  how: HowToRead,
): Promise<void> {
  await studio.ingestHomes.use(cube, async (home) => {
    mustBeWritable(home.cube);
    const read = await readWithProgress(studio, home, files, how);
    void studio.run('read files', () => tell(home, read));
  });
}

async function readWithProgress(
  studio: Studio,
  home: IngestHome,
  files: readonly FileToRead[],
  how: HowToRead,
): Promise<FilesRead> {
  const title = vscode.l10n.t('Reading into {0}', home.cube.name);
  return withProgress(title, async (signal, onProgress) => {
    const batches: IngestBatch[] = [];
    const failures: { file: FileToRead; error: unknown }[] = [];
    for (const [at, file] of files.entries()) {
      const { name, uri } = file;
      const which = files.length === 1 ? name : vscode.l10n.t('{0} ({1} of {2})', name, at + 1, files.length);
      const report = (share: number, words: string): void =>
        onProgress((at + share) / files.length, `${which}: ${words}`);
      report(0, vscode.l10n.t('opening…'));
      let begun: string | undefined;
      try {
        const source = await file.load(signal);
        const batch = await studio.ingester.read(home, { source, ...how }, signal, {
          onBatch: (id) => {
            begun = id;
            if (uri) void studio.sourceFiles.keep(id, uri);
          },
          onCompared: (memories) => report(0, vscode.l10n.t('comparing with {0} memories', memories)),
          onPortion: (progress) => report(progress.portion / progress.portions, progressWords(progress)),
        });
        batches.push(batch);
      } catch (error) {
        if (isAbort(error)) return { batches, failures, stopped: file };
        studio.log.error(error, `reading ${name}`);
        failures.push({ file, error });
        if (begun !== undefined) await forgetEmpty(home, begun);
      }
    }
    return { batches, failures, stopped: undefined };
  });
}

/** Where nothing was read before it failed, there is nothing to go on with. */
async function forgetEmpty(home: IngestHome, id: string): Promise<void> {
  const kept = await home.batches.find(id).catch(() => undefined);
  if (kept?.batch.state === 'failed' && kept.batch.portions.done === 0) await home.discard(id);
}

async function tell(home: IngestHome, read: FilesRead): Promise<void> {
  const { batches, failures, stopped } = read;
  for (const { error, file } of failures.slice(0, MOST_SHOWN)) void showError(error, file.uri);
  if (stopped) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Reading {0} was stopped. What was read is kept; reading the file again goes on from there.',
        stopped.name,
      ),
    );
  }
  const found = batches.filter(({ verdicts }) => proposed(verdicts) > 0);
  for (const batch of batches) if (!found.includes(batch)) await home.discard(batch.id);
  const said = [
    ...(batches.length > 0 ? [summary(batches, found)] : []),
    ...(failures.length > 1 || (failures.length === 1 && batches.length > 0)
      ? [
          vscode.l10n.t(
            '{0} of {1} files could not be read.',
            failures.length,
            failures.length + batches.length,
          ),
        ]
      : []),
  ];
  const [first] = found;
  if (first && found.length === 1) await openReview(home.cube.uri, first.id);
  if (said.length === 0) return;
  const review = vscode.l10n.t('Review');
  const buttons = first && found.length > 1 ? [review] : [];
  const text = `${home.cube.name}: ${said.join(' ')}`;
  const choice = await vscode.window.showInformationMessage(text, ...buttons);
  if (choice === review && first) await openReview(home.cube.uri, first.id);
}

/** What was found in the sources, in one sentence. */
function summary(batches: readonly IngestBatch[], found: readonly IngestBatch[]): string {
  const [only] = batches;
  if (found.length === 0) return vscode.l10n.t('Nothing to remember was found.');
  const words = verdictWords(addedUp(found));
  return only && batches.length === 1
    ? vscode.l10n.t('{0} was read: {1}.', shortName(only.source), words)
    : vscode.l10n.t('{0} files were read: {1}.', batches.length, words);
}
