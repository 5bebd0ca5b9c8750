import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import type { Embedder } from '../../engine/inference/ports';

/** What the search needs of whoever looks after models. */
export interface SearchEmbedders {
  /** The embedder in force; undefined where there is none, and `reason` says why. */
  current(): Promise<Embedder | undefined>;
  readonly reason: string | undefined;
}

/** The embedder in force; throws StudioError `unavailable` with the reason where there is none. */
export async function requireEmbedder(embedders: SearchEmbedders): Promise<Embedder> {
  const embedder = await embedders.current();
  if (embedder) return embedder;
  throw new StudioError('unavailable', embedders.reason ?? vscode.l10n.t('There is no embedder.'));
}
