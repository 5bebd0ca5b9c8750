import * as vscode from 'vscode';
import type { Conflict } from '../../engine/cube/session/cubeSession';
import type { OpenCube } from '../cubes/openCube';
import { showConflictDiff } from './conflictDiff';

/**
 * Saves a cube. Where somebody else has changed the same fields meanwhile, each such memory is shown in a
 * diff editor and the person decides; closing the question leaves everything unsaved and unchanged.
 */
export async function saveWithConflicts(cube: OpenCube, signal?: AbortSignal): Promise<void> {
  let result = await cube.session.save({ signal });
  while (result.kind === 'conflict') {
    const answers = await ask(cube, result.conflicts);
    if (!answers) throw new vscode.CancellationError();
    result = await result.resolve(answers);
  }
  if (result.merged > 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} was changed on disk meanwhile; {1} changes from there were merged with yours.',
        cube.name,
        result.merged,
      ),
    );
  }
}

async function ask(
  cube: OpenCube,
  conflicts: readonly Conflict[],
): Promise<('ours' | 'theirs')[] | undefined> {
  const answers: ('ours' | 'theirs')[] = [];
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
        conflict.path.join('.'),
      ),
      ...buttons,
    );
    if (choice === undefined) return undefined;
    if (choice === allMine || choice === allTheirs) {
      const rest = conflicts
        .slice(index)
        .map(() => (choice === allMine ? 'ours' : 'theirs') as 'ours' | 'theirs');
      return [...answers, ...rest];
    }
    answers.push(choice === mine ? 'ours' : 'theirs');
  }
  return answers;
}
