/**
 * Providers that VS Code wants at activation, standing in for the real ones: each loads the studio when
 * it is first asked for something.
 */
import * as vscode from 'vscode';
import type { CubeDocument } from './editors/cubeDocument';
import type { ModelNode } from './models/modelsTree';
import type { Studio } from './studio';
import type { TreeNode } from './views/nodes';

/** Loads the studio, once. */
export type GetStudio = () => Promise<Studio>;

export type DocumentChange =
  vscode.CustomDocumentEditEvent<CubeDocument> | vscode.CustomDocumentContentChangeEvent<CubeDocument>;

/** Events whose listeners VS Code adds before the studio is there. */
export interface EarlyEvents {
  readonly treeChanged: vscode.EventEmitter<TreeNode | undefined>;
  readonly modelsChanged: vscode.EventEmitter<ModelNode | undefined>;
  readonly documentChanged: vscode.EventEmitter<DocumentChange>;
  readonly fileChanged: vscode.EventEmitter<vscode.FileChangeEvent[]>;
}

/** Kinds of things that may be dropped to be read. */
const FILE_MIMES = ['text/uri-list', 'files'];

/** MIME type under which VS Code knows items dragged in the Cubes tree. */
export const TREE_MIME = 'application/vnd.code.tree.memcube.cubes';

export function lazyTree(studio: GetStudio, events: EarlyEvents): vscode.TreeViewOptions<TreeNode> {
  return {
    treeDataProvider: {
      onDidChangeTreeData: events.treeChanged.event,
      getChildren: async (node) => (await studio()).tree.getChildren(node),
      getTreeItem: async (node) => (await studio()).tree.getTreeItem(node),
      getParent: async (node) => (await studio()).tree.getParent(node),
    },
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: {
      dragMimeTypes: ['text/plain'],
      dropMimeTypes: [TREE_MIME, ...FILE_MIMES],
      handleDrag: async (nodes, transfer) => (await studio()).dragAndDrop.handleDrag(nodes, transfer),
      handleDrop: async (target, transfer) => (await studio()).dragAndDrop.handleDrop(target, transfer),
    },
  };
}

export function lazyModels(studio: GetStudio, events: EarlyEvents): vscode.TreeViewOptions<ModelNode> {
  return {
    treeDataProvider: {
      onDidChangeTreeData: events.modelsChanged.event,
      getChildren: async (node) => (await studio()).models.getChildren(node),
      getTreeItem: async (node) => (await studio()).models.getTreeItem(node),
    },
  };
}

export function lazyCubeEditor(
  studio: GetStudio,
  events: EarlyEvents,
): vscode.CustomEditorProvider<CubeDocument> {
  return {
    onDidChangeCustomDocument: events.documentChanged.event as vscode.Event<
      vscode.CustomDocumentEditEvent<CubeDocument>
    >,
    openCustomDocument: async (uri) => (await studio()).editors.openCustomDocument(uri),
    resolveCustomEditor: async (document, panel) =>
      (await studio()).editors.resolveCustomEditor(document, panel),
    saveCustomDocument: async (document, token) =>
      (await studio()).editors.saveCustomDocument(document, token),
    saveCustomDocumentAs: async (document, to) => (await studio()).editors.saveCustomDocumentAs(document, to),
    revertCustomDocument: async (document) => (await studio()).editors.revertCustomDocument(document),
    backupCustomDocument: async (document, context) =>
      (await studio()).editors.backupCustomDocument(document, context),
  };
}

export function lazyInspector(studio: GetStudio): vscode.CustomReadonlyEditorProvider {
  return {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: async (document, panel) =>
      (await studio()).inspector.resolveCustomEditor(document, panel),
  };
}

export function lazySearch(studio: GetStudio): vscode.WebviewViewProvider {
  return { resolveWebviewView: async (view) => (await studio()).searchView.resolveWebviewView(view) };
}

export function lazyReview(studio: GetStudio): vscode.WebviewPanelSerializer {
  return {
    deserializeWebviewPanel: async (panel, state) => (await (await studio()).reviews()).restore(panel, state),
  };
}

export function lazyTopics(studio: GetStudio): vscode.WebviewPanelSerializer {
  return {
    deserializeWebviewPanel: async (panel, state) => (await (await studio()).topics()).restore(panel, state),
  };
}

export function lazyKvInspector(studio: GetStudio): vscode.WebviewPanelSerializer {
  return {
    deserializeWebviewPanel: async (panel, state) =>
      (await (await studio()).activation()).panels.restore(panel, state),
  };
}

export function lazyFileSystem(studio: GetStudio, events: EarlyEvents): vscode.FileSystemProvider {
  return {
    onDidChangeFile: events.fileChanged.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => (await studio()).memories.stat(uri),
    readFile: async (uri) => (await studio()).memories.readFile(uri),
    writeFile: async (uri, content) => (await studio()).memories.writeFile(uri, content),
    readDirectory: () => [],
    createDirectory: () => {
      throw vscode.FileSystemError.NoPermissions(
        vscode.l10n.t('A cube has no folders; make a new memory instead.'),
      );
    },
    delete: () => {
      throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Remove memories in the Cubes view.'));
    },
    rename: () => {
      throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Rename memories in the Cubes view.'));
    },
  };
}

/** Cubes in stores as VS Code sees files: they are there, and only the MemCube editor opens them. */
export const storeFiles: vscode.FileSystemProvider = {
  onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0 }),
  readFile: () => new Uint8Array(),
  writeFile: onlyInEditor,
  readDirectory: () => [],
  createDirectory: onlyInEditor,
  delete: onlyInEditor,
  rename: onlyInEditor,
};

function onlyInEditor(): never {
  throw vscode.FileSystemError.NoPermissions(
    vscode.l10n.t('A cube in a store is changed in the MemCube editor.'),
  );
}
