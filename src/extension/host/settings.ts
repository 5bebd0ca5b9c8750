import * as vscode from 'vscode';
import { SETTINGS, type Settings } from '../ids';

/** The present value of a setting. */
export function setting<K extends keyof Settings>(key: K): Settings[K] {
  return vscode.workspace.getConfiguration().get<Settings[K]>(key) ?? SETTINGS[key];
}
