/**
 * The entry point. Activation only registers; everything else is loaded by the first thing that a
 * person does.
 */
import * as vscode from 'vscode';
import { COMMANDS, EDITORS, PANELS, SCHEMES, VIEWS } from './ids';
import {
  lazyCubeEditor,
  lazyFileSystem,
  lazyInspector,
  lazyKvInspector,
  lazyModels,
  lazyReview,
  lazySearch,
  lazyTopics,
  lazyTree,
  storeFiles,
  type EarlyEvents,
} from './lazyProviders';
import type { Studio } from './studio';

export function activate(extension: vscode.ExtensionContext): void {
  const started = performance.now();
  const channel = vscode.window.createOutputChannel('MemCube Studio', { log: true });
  const events: EarlyEvents = {
    treeChanged: new vscode.EventEmitter(),
    modelsChanged: new vscode.EventEmitter(),
    documentChanged: new vscode.EventEmitter(),
    fileChanged: new vscode.EventEmitter(),
  };
  let loading: Promise<Studio> | undefined;
  const load = async (): Promise<Studio> => {
    const begun = performance.now();
    const { Studio } = await import('./studio');
    const made = new Studio({ extension, channel, events, treeSelection: () => view.selection });
    channel.info(`loaded in ${(performance.now() - begun).toFixed(0)} ms`);
    return made;
  };
  const studio = (): Promise<Studio> => (loading ??= load());
  const view = vscode.window.createTreeView(VIEWS.cubes, lazyTree(studio, events));
  extension.subscriptions.push(
    channel,
    events.treeChanged,
    events.modelsChanged,
    events.documentChanged,
    events.fileChanged,
    view,
    vscode.window.createTreeView(VIEWS.models, lazyModels(studio, events)),
    vscode.window.registerCustomEditorProvider(EDITORS.cube, lazyCubeEditor(studio, events), {
      supportsMultipleEditorsPerDocument: true,
    }),
    vscode.window.registerCustomEditorProvider(EDITORS.inspector, lazyInspector(studio)),
    vscode.window.registerWebviewViewProvider(VIEWS.search, lazySearch(studio)),
    vscode.window.registerWebviewPanelSerializer(PANELS.review, lazyReview(studio)),
    vscode.window.registerWebviewPanelSerializer(PANELS.topics, lazyTopics(studio)),
    vscode.window.registerWebviewPanelSerializer(PANELS.kvInspector, lazyKvInspector(studio)),
    vscode.workspace.registerFileSystemProvider(SCHEMES.memory, lazyFileSystem(studio, events)),
    vscode.workspace.registerFileSystemProvider(SCHEMES.store, storeFiles),
    ...Object.values(COMMANDS).map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => (await studio()).command(id, args)),
    ),
  );
  // Folders that are watched are the one thing that does not wait for a person; they stand in the workspace's settings,
  // which is why a workspace that has some starts the extension.
  const watched = vscode.workspace.getConfiguration().get<unknown>('memcube.watchedFolders');
  if (Array.isArray(watched) && watched.length > 0 && vscode.workspace.isTrusted) void studio();
  channel.info(`activated in ${(performance.now() - started).toFixed(1)} ms`);
}
