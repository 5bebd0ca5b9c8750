import * as vscode from 'vscode';
import type { CubeHub } from '../cubes/cubeHub';
import { cubeId } from '../cubes/cubeId';
import { atBoundary } from '../host/boundary';
import { droppedFiles } from '../ingest/droppedFiles';
import type { FileToRead } from '../ingest/fileSource';
import { TREE_MIME } from '../lazyProviders';
import type { MemoryNode, TreeNode } from './nodes';

/** A memory that is dragged. */
interface Dragged {
  readonly file: string;
  readonly key: string;
}

/**
 * Dropping memories on a memory puts them under it; dropping them on a type puts them at the top. Dropping files
 * anywhere in a cube reads them into it.
 */
export class TreeDragAndDrop {
  /** What was dragged last, until it is dropped. */
  private last: readonly Dragged[] = [];

  constructor(
    private readonly hub: CubeHub,
    private readonly onFiles: (target: TreeNode | undefined, files: readonly FileToRead[]) => void,
  ) {}

  handleDrag(source: readonly TreeNode[], transfer: vscode.DataTransfer): void {
    const nodes = source.filter((node): node is MemoryNode => node.node === 'memory');
    this.last = nodes.map(({ file, key }) => ({ file: cubeId(file), key }));
    if (nodes.length > 0) transfer.set(TREE_MIME, new vscode.DataTransferItem(JSON.stringify(this.last)));
  }

  async handleDrop(target: TreeNode | undefined, transfer: vscode.DataTransfer): Promise<void> {
    const { hub } = this;
    const item = transfer.get(TREE_MIME);
    // What is dragged inside the tree may have an address too, and is no file to be read.
    if (!item) {
      await atBoundary(hub.context.log, 'drop', async () => {
        this.onFiles(target, await droppedFiles(transfer));
      });
      return;
    }
    if (!target || (target.node !== 'memory' && target.node !== 'type')) return;
    await atBoundary(hub.context.log, 'drop', async () => {
      const dragged = draggedIn(await item.asString(), this.last);
      this.last = [];
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

/**
 * What is dropped. A drop that is quicker than VS Code passes on what we said of the drag has VS Code's own words in
 * its place, the handles of the rows; it is the last drag then, if it had as many.
 */
function draggedIn(text: string, last: readonly Dragged[]): readonly Dragged[] {
  const told = JSON.parse(text) as readonly Dragged[] | { readonly itemHandles?: readonly string[] };
  if ('filter' in told) return told;
  return told.itemHandles?.length === last.length ? last : [];
}
