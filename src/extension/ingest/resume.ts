import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import type { BatchSummary } from '../../engine/model/proposal';
import type { Source } from '../../engine/reader/types';
import type { CubeData } from '../cubes/cubeData';
import type { Studio } from '../studio';
import { isNode } from '../views/nodes';
import { atUri, fileOfSource, shortName } from './fileSource';
import { readInto, type HowToRead } from './readFiles';

/** Goes on with a reading that was killed, cancelled or failed. */
export async function resumeReading(studio: Studio, args: readonly unknown[]): Promise<void> {
  const [node] = args;
  if (!isNode(node) || node.node !== 'batch') return;
  const batch = await studio.ingestHomes.batchesOf(node.file).get(node.batch.id);
  const file = await unchangedFile(studio, batch);
  if (!file) {
    throw new StudioError(
      'not-found',
      vscode.l10n.t('The file that “{0}” was read from is not there any more, or has changed.', batch.source),
      { remedy: vscode.l10n.t('Discard what was read of it, and read the file as it is now.') },
    );
  }
  await goOn(studio, node.file, batch, file);
}

/**
 * Offers, once in a window, to go on with what was being read into a cube when the window or the reading ended. What
 * another process is reading at this moment is left alone.
 */
export class ResumeOffers {
  private readonly offered = new Set<string>();

  constructor(private readonly studio: Studio) {}

  async consider({ uri, name, readOnly }: CubeData): Promise<void> {
    if (readOnly) return;
    const { ingestHomes, waiting } = this.studio;
    const batches = ingestHomes.batchesOf(uri);
    for (const batch of await waiting.of(uri)) {
      if (batch.state !== 'reading' || this.offered.has(batch.id) || (await batches.isHeld(batch.id)))
        continue;
      this.offered.add(batch.id);
      void this.studio.run('resume', () => this.offer(uri, name, batch));
    }
  }

  private async offer(uri: vscode.Uri, name: string, batch: BatchSummary): Promise<void> {
    const file = await unchangedFile(this.studio, batch);
    const onward = vscode.l10n.t('Go On');
    const discard = vscode.l10n.t('Discard');
    const source = shortName(batch.source);
    const text = file
      ? vscode.l10n.t('{0}: reading {1} was interrupted. What was read is kept.', name, source)
      : vscode.l10n.t(
          '{0}: reading {1} was interrupted, and the file is not there any more or has changed.',
          name,
          source,
        );
    const buttons = file ? [onward, discard] : [discard];
    const choice = await vscode.window.showInformationMessage(text, ...buttons);
    if (choice === onward && file) await goOn(this.studio, uri, batch, file);
    if (choice !== discard) return;
    await this.studio.ingestHomes.discard(uri, batch.id);
  }
}

/** The file of a batch with the bytes that it was read from. */
async function unchangedFile(studio: Studio, batch: BatchSummary): Promise<vscode.Uri | undefined> {
  const file = studio.sourceFiles.of(batch.id) ?? (await fileOfSource(batch.source));
  if (!file) return undefined;
  try {
    const { bytes } = await atUri(file).load(new AbortController().signal);
    return createHash('sha256').update(bytes).digest('hex') === batch.sourceHash ? file : undefined;
  } catch {
    // Gone, or not readable: it cannot be gone on with.
    return undefined;
  }
}

async function goOn(studio: Studio, cube: vscode.Uri, batch: BatchSummary, file: vscode.Uri): Promise<void> {
  const there = atUri(file);
  const load = async (signal: AbortSignal): Promise<Source> => ({
    ...(await there.load(signal)),
    name: batch.source,
  });
  await readInto(studio, cube, [{ ...there, load }], await howItWasRead(batch));
}

/** How a batch was read: the way that gives its id; windows where no known one does. */
async function howItWasRead({ id, source, sourceHash, kind, mode }: BatchSummary): Promise<HowToRead> {
  const { batchIdOf } = await import('../../engine/ingest/ingest');
  const { readingSettings } = await import('../../engine/ingest/readingSettings');
  const input = { source: { name: source, bytes: new Uint8Array() }, mode };
  const unit = (['window', 'turn'] as const).find((each) =>
    [undefined, kind].some(
      (named) =>
        batchIdOf({ ...input, kind: named, settings: readingSettings({ unit: each }) }, sourceHash) === id,
    ),
  );
  return { mode, unit: unit ?? 'window' };
}
