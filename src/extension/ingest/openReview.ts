import * as vscode from 'vscode';
import { COMMANDS } from '../ids';

/** Opens the review of a batch. */
export async function openReview(cube: vscode.Uri, batch: string): Promise<void> {
  await vscode.commands.executeCommand(COMMANDS.reviewBatch, cube, batch);
}
