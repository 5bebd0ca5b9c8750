import * as vscode from 'vscode';

/** Translations for the views: English text to text in the language of the user interface. */
export function viewStrings(): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [key, value] of Object.entries(vscode.l10n.bundle ?? {})) {
    if (typeof value === 'string') strings[key] = value;
  }
  return strings;
}
