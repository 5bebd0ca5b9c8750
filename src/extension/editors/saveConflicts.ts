import * as vscode from 'vscode';
import type { Conflict, Resolution } from '../../engine/cube/merge/conflict';
import type { OpenCube } from '../cubes/openCube';
import { showConflictDiff } from './conflictDiff';

/**
 * Saves a cube. Where somebody else has changed the same fields meanwhile, each such memory is shown in a
 * diff editor and the person decides; closing the question leaves everything unsaved and unchanged.
 */
export async function saveWithConflicts(cube: OpenCube, signal?: AbortSignal): Promise<void> {
  let result = await cube.session.save({ signal });
  while (result.kind === 'conflict') {
    let conflicts = result.conflicts;
    while (conflicts.length > 0) {
      const answers = await ask(cube, conflicts);
      if (!answers) throw new vscode.CancellationError();
      conflicts = await cube.session.resolve(answers, { signal });
    }
    result = await cube.session.save({ signal });
  }
  if (result.kind === 'saved' && result.merged) {
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('{0} was changed on disk meanwhile; those changes were merged with yours.', cube.name),
      8000,
    );
  }
}

async function ask(cube: OpenCube, conflicts: readonly Conflict[]): Promise<Resolution[] | undefined> {
  const answers: Resolution[] = [];
  const take = ({ key, path }: Conflict, choice: 'ours' | 'theirs'): Resolution => ({ key, path, choice });
  const mine = vscode.l10n.t('Keep Mine');
  const theirs = vscode.l10n.t('Take Theirs');
  const allMine = vscode.l10n.t('Mine for All');
  const allTheirs = vscode.l10n.t('Theirs for All');
  for (const [index, conflict] of conflicts.entries()) {
    await showConflictDiff(cube, conflict);
    const title = cube.session.memory.row(conflict.key)?.title ?? conflict.key;
    const buttons = conflicts.length > 1 ? [mine, theirs, allMine, allTheirs] : [mine, theirs];
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        '“{0}” was also changed on disk ({1} of {2}): {3}',
        title,
        index + 1,
        conflicts.length,
        conflict.path.length === 0 ? vscode.l10n.t('the whole memory') : conflict.path.join('.'),
      ),
      ...buttons,
    );
    if (choice === undefined) return undefined;
    if (choice === allMine || choice === allTheirs) {
      const side = choice === allMine ? 'ours' : 'theirs';
      return [...answers, ...conflicts.slice(index).map((rest) => take(rest, side))];
    }
    answers.push(take(conflict, choice === mine ? 'ours' : 'theirs'));
  }
  return answers;
}
