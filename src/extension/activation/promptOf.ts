import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import { memoriesPrompt, type KvPrompt } from '../../engine/activation/prompt/template';
import type { KvItem } from '../../engine/model/kvItem';
import type { CubeData } from '../cubes/cubeData';
import { templateMemories } from './sourceMemories';

/**
 * What an item would be built from today: its memories as they are now; undefined for one that has its own text.
 * @throws StudioError `not-found` where none of its memories is left
 */
export async function promptOf(cube: CubeData, item: KvItem): Promise<KvPrompt | undefined> {
  if (item.origin !== 'memories') return undefined;
  const memories = await templateMemories(
    cube,
    item.sources.map(({ key }) => key),
  );
  if (memories.length > 0) return memoriesPrompt(memories, item.title);
  throw new StudioError(
    'not-found',
    vscode.l10n.t('None of the memories of “{0}” is in the MemCube any more.', item.title),
    { remedy: vscode.l10n.t('Delete the item.') },
  );
}
