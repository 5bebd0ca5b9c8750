import * as vscode from 'vscode';
import { isAbort } from '../../engine/base/errors';
import type { IngestBatch } from '../../engine/model/proposal';
import { mustBeWritable } from '../commands/targets';
import { showError, withProgress } from '../host/boundary';
import type { Studio } from '../studio';
import { chooseMode, type Mode } from './chooseMode';
import { shortName, type FileToRead } from './fileSource';
import type { IngestHome } from './ingestHome';
import { openReview } from './openReview';
import { addedUp, progressWords, proposed, verdictWords } from './summaries';

/** What became of the files that were to be read. */
export interface FilesRead {
  readonly batches: readonly IngestBatch[];
  readonly failures: readonly { readonly file: FileToRead; readonly error: unknown }[];
  /** The file at which the person stopped it. */
  readonly stopped: FileToRead | undefined;
}

/** Errors that are shown one by one; the others are in the log. */
const MOST_SHOWN = 3;

/** Reads files into a cube one after another, a batch for each, and tells what came of it. */
export async function readFiles(
  studio: Studio,
  cube: vscode.Uri,
  files: readonly FileToRead[],
): Promise<void> {
  const mode = files.length > 0 ? await chooseMode(studio.chats) : undefined;
  if (!mode) return;
  await studio.ingestHomes.use(cube, async (home) => {
    mustBeWritable(home.cube);
    const read = await readWithProgress(studio, home, files, mode);
    void studio.run('read files', () => tell(studio, home, read));
  });
}

async function readWithProgress(
  studio: Studio,
  home: IngestHome,
  files: readonly FileToRead[],
  mode: Mode,
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
      try {
        const source = await file.load(signal);
        const batch = await studio.ingester.read(home, { source, mode }, signal, {
          onBatch: (id) => void (uri && studio.sourceFiles.keep(id, uri)),
          onCompared: (memories) => report(0, vscode.l10n.t('comparing with {0} memories', memories)),
          onPortion: (progress) => report(progress.portion / progress.portions, progressWords(progress)),
        });
        batches.push(batch);
      } catch (error) {
        if (isAbort(error)) return { batches, failures, stopped: file };
        studio.log.error(error, `reading ${name}`);
        failures.push({ file, error });
      }
    }
    return { batches, failures, stopped: undefined };
  });
}

async function tell(studio: Studio, home: IngestHome, read: FilesRead): Promise<void> {
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
  for (const batch of batches) if (!found.includes(batch)) await home.batches.discard(batch.id);
  if (batches.length > 0) studio.ingestHomes.tell(home.cube.uri);
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
