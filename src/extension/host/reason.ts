import * as vscode from 'vscode';

/** A sentence of the engine: English text with `{0}` …, the key of its translation. */
export interface Sentence {
  readonly message: string;
  readonly args: readonly (string | number)[];
}

/** The sentence in the language of the user interface. */
export function reasonText({ message, args }: Sentence): string {
  return vscode.l10n.t(message, ...args);
}
