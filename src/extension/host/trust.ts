import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';

/** Throws StudioError `untrusted` with the sentence in Restricted Mode; the boundary offers the way out. */
export function requireTrust(sentence: string): void {
  if (vscode.workspace.isTrusted) return;
  throw new StudioError('untrusted', sentence, { remedy: vscode.l10n.t('Trust this workspace first.') });
}
