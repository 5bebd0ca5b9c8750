import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { cubeId } from '../cubes/cubeId';
import { atBoundary } from '../host/boundary';
import { TREE_MIME } from '../lazyProviders';
import type { MemoryNode, TreeNode } from './nodes';

/** Dropping memories on a memory puts them under it; dropping them on a type puts them at the top. */
export class TreeDragAndDrop {
  constructor(private readonly hub: CubeHub) {}

  handleDrag(source: readonly TreeNode[], transfer: vscode.DataTransfer): void {
    const nodes = source.filter((node): node is MemoryNode => node.node === 'memory');
    if (nodes.length === 0) return;
    const dragged = nodes.map(({ file, key }) => ({ file: cubeId(file), key }));
    transfer.set(TREE_MIME, new vscode.DataTransferItem(JSON.stringify(dragged)));
  }

  async handleDrop(target: TreeNode | undefined, transfer: vscode.DataTransfer): Promise<void> {
    const item = transfer.get(TREE_MIME);
    if (!item || !target || (target.node !== 'memory' && target.node !== 'type')) return;
    const { hub } = this;
    await atBoundary(hub.context.log, 'drop', async () => {
      const dragged = JSON.parse(await item.asString()) as { file: string; key: string }[];
      const keys = dragged.filter(({ file }) => file === cubeId(target.file)).map(({ key }) => key);
      if (keys.length < dragged.length) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t('Memories can only be moved inside their own MemCube.'),
        );
      }
      if (keys.length === 0) return;
      const parent = target.node === 'memory' ? target.key : null;
      await hub.use(target.file, (cube) => cube.change({ kind: 'reparent', keys, parent }));
    });
  }
}
