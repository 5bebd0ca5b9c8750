import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { EngineContext, Logger } from '../engine/base/context';
import type { ChatModel, Embedder } from '../engine/inference/ports';
import type { Activation } from './activation/activation';
import { LossReports } from './copying/lossReports';
import { CubeHub } from './cubes/cubeHub';
import { DiskWatcher } from './cubes/diskWatcher';
import { AsOfContent } from './documents/asOfContent';
import { HistoryContent } from './documents/historyContent';
import { MemoryFileSystem } from './documents/memoryFileSystem';
import { conflictContent } from './editors/conflictDiff';
import { CubeEditorProvider } from './editors/cubeEditorProvider';
import { FileInspectorProvider } from './editors/fileInspectorProvider';
import { atBoundary } from './host/boundary';
import { channelLogger } from './host/log';
import { dropFiles } from './ingest/ingestCommands';
import { Ingester } from './ingest/ingester';
import { IngestHomes } from './ingest/ingestHome';
import { FolderWatch } from './ingest/folderWatch';
import { WatchStatus } from './ingest/watchStatus';
import { ResumeOffers } from './ingest/resume';
import { Waiting } from './ingest/waiting';
import { SourceFiles } from './ingest/sourceFiles';
import type { EarlyEvents } from './lazyProviders';
import { ApiKeys } from './models/apiKeys';
import type { ModelService } from './models/modelService';
import { modelServices } from './models/roles';
import { chatService, embedderService } from './models/services';
import { ModelsTree } from './models/modelsTree';
import { COMMANDS, SCHEMES } from './ids';
import { CheckClient } from './problems/checkClient';
import { CubeProblems } from './problems/cubeProblems';
import { QuickFixes } from './problems/quickFixes';
import { openNext } from './review/reviewCommands';
import type { Reviews } from './review/reviews';
import { FolderCubes } from './search/folderCubes';
import { SearchSources } from './search/searchSources';
import { SearchViewProvider } from './search/searchViewProvider';
import { StoreCubes } from './search/storeCubes';
import { Spotlights } from './search/spotlights';
import { Connections } from './stores/connections';
import { Stores } from './stores/stores';
import { CubeStatus } from './statusBar';
import type { Topics } from './topics/topics';
import { CubesTree } from './views/cubesTree';
import { KvBranches } from './views/kvBranches';
import { TreeDragAndDrop } from './views/dragAndDrop';
import type { TreeNode } from './views/nodes';
import { commandTable } from './commands/table';

/** What the entry point has made before anything heavy was loaded. */
export interface StudioHost {
  readonly extension: vscode.ExtensionContext;
  readonly channel: vscode.LogOutputChannel;
  readonly events: EarlyEvents;
  treeSelection(): readonly TreeNode[];
}

/** Everything that works together in one window, put together by hand. */
export class Studio {
  readonly channel: vscode.LogOutputChannel;
  readonly log: Logger;
  readonly context: EngineContext;
  readonly stores: Stores;
  readonly hub: CubeHub;
  /** Where what is read into cubes is kept until it is settled. */
  readonly ingestHomes: IngestHomes;
  readonly ingester: Ingester;
  readonly sourceFiles: SourceFiles;
  readonly waiting: Waiting;
  readonly problems: CubeProblems;
  readonly spotlights = new Spotlights();
  readonly tree: CubesTree;
  readonly dragAndDrop: TreeDragAndDrop;
  readonly editors: CubeEditorProvider;
  readonly searches: SearchSources;
  readonly searchView: SearchViewProvider;
  readonly inspector: FileInspectorProvider;
  readonly memories: MemoryFileSystem;
  readonly asOf: AsOfContent;
  /** What copies lost. */
  readonly lossReports = new LossReports();
  readonly apiKeys: ApiKeys;
  readonly embedders: ModelService<Embedder>;
  readonly chats: ModelService<ChatModel>;
  /** Folder of downloaded models. */
  readonly modelFolder: string;
  readonly models: ModelsTree;
  private reviewing: Promise<Reviews> | undefined;
  private organising: Promise<Topics> | undefined;
  private activating: Promise<Activation> | undefined;
  private readonly kvBranches: KvBranches;
  readonly extensionUri: vscode.Uri;
  /** Folder of the extension's own for this person. */
  readonly storage: vscode.Uri;
  readonly workspaceState: vscode.Memento;

  constructor(private readonly host: StudioHost) {
    const { extension, channel } = host;
    const { subscriptions, extensionUri } = extension;
    this.channel = channel;
    this.extensionUri = extensionUri;
    this.storage = extension.globalStorageUri;
    this.workspaceState = extension.workspaceState;
    this.log = channelLogger(channel);
    this.context = { now: () => new Date(), newId: randomUUID, log: this.log };
    this.stores = new Stores(new Connections(extension), this.context, this.storage);
    this.hub = new CubeHub(this.context, (uri) => this.stores.open(uri));
    this.ingestHomes = new IngestHomes(this.hub, this.stores, this.storage);
    const client = new CheckClient(vscode.Uri.joinPath(extensionUri, 'dist', 'workers', 'check.js').fsPath);
    this.problems = new CubeProblems(client, this.log);
    this.apiKeys = new ApiKeys(extension.secrets);
    this.modelFolder = vscode.Uri.joinPath(this.storage, 'models').fsPath;
    const opening = { extensionUri, log: this.log, key: (url: string) => this.apiKeys.get(url) };
    this.embedders = embedderService(opening, this.modelFolder);
    this.chats = chatService(opening, this.modelFolder);
    this.sourceFiles = new SourceFiles(this.workspaceState);
    this.ingester = new Ingester({
      context: this.context,
      homes: this.ingestHomes,
      script: vscode.Uri.joinPath(extensionUri, 'dist', 'workers', 'read.js').fsPath,
      embedders: this.embedders,
      chats: this.chats,
    });
    const forSearch = {
      hub: this.hub,
      embedders: this.embedders,
      reveal: (uri: vscode.Uri, key: string, focus: boolean) => this.editors.reveal(uri, key, focus),
    };
    this.searches = new SearchSources([
      new FolderCubes({
        ...forSearch,
        script: vscode.Uri.joinPath(extensionUri, 'dist', 'workers', 'search.js').fsPath,
        list: () => this.tree.list(),
      }),
      new StoreCubes({ ...forSearch, stores: this.stores, memento: this.workspaceState }),
    ]);
    this.waiting = new Waiting(this.ingestHomes, this.ingester);
    this.kvBranches = new KvBranches(async () => (await this.activation()).homes);
    this.tree = new CubesTree(
      this.hub,
      this.stores,
      this.searches,
      this.waiting,
      this.problems,
      this.kvBranches,
      host.events.treeChanged,
    );
    const offers = new ResumeOffers(this);
    this.hub.onDidOpen((cube) => void this.run('resume', () => offers.consider(cube)));
    const status = new CubeStatus(this.hub);
    this.dragAndDrop = new TreeDragAndDrop(
      this.hub,
      (target, files) => void this.run('drop', () => dropFiles(this, target, files)),
    );
    this.editors = new CubeEditorProvider(this.hub, host.events.documentChanged, {
      extensionUri,
      context: this.context,
      log: this.log,
      problems: this.problems,
      spotlights: this.spotlights,
      onWhyNot: (cube, key) => void this.command(COMMANDS.whyNot, [{ node: 'memory', file: cube, key }]),
      onActiveChanged: (cube) => status.show(cube),
    });
    this.searchView = new SearchViewProvider({
      ...{ extensionUri, log: this.log, sources: this.searches, spotlights: this.spotlights },
      memento: this.workspaceState,
      chooseEmbedder: async () => {
        await vscode.commands.executeCommand(COMMANDS.chooseEmbedder);
      },
      onCubes: (listener) => host.events.treeChanged.event(listener),
      onEmbedder: (listener) => this.embedders.onDidChangeModel(listener),
    });
    this.inspector = new FileInspectorProvider(extensionUri, this.log);
    this.memories = new MemoryFileSystem(this.hub, host.events.fileChanged);
    this.asOf = new AsOfContent(this.hub);
    this.models = new ModelsTree(modelServices(this), host.events.modelsChanged);
    subscriptions.push(
      this.embedders,
      this.chats,
      this.models,
      this.hub,
      this.stores,
      this.ingestHomes,
      this.waiting,
      this.kvBranches,
      new FolderWatch(this),
      new WatchStatus(this.waiting),
      this.problems,
      this.spotlights,
      this.searches,
      this.tree,
      status,
      client,
      new DiskWatcher(this.hub, this.tree, this.problems),
      vscode.workspace.registerTextDocumentContentProvider(SCHEMES.history, new HistoryContent(this.hub)),
      vscode.workspace.registerTextDocumentContentProvider(SCHEMES.asOf, this.asOf),
      vscode.workspace.registerTextDocumentContentProvider(SCHEMES.conflict, conflictContent),
      vscode.workspace.registerTextDocumentContentProvider(SCHEMES.copyReport, this.lossReports),
      vscode.languages.registerCodeActionsProvider(
        { language: 'json', scheme: 'file' },
        new QuickFixes(this.problems),
        {
          providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
        },
      ),
    );
  }

  /** What is selected in the Cubes tree. */
  treeSelection(): readonly TreeNode[] {
    return this.host.treeSelection();
  }

  /** The reviews of what was read; what they need of the engine is loaded with the first one. */
  reviews(): Promise<Reviews> {
    this.reviewing ??= this.loadReviews();
    return this.reviewing;
  }

  private async loadReviews(): Promise<Reviews> {
    const { Reviews } = await import('./review/reviews');
    const reviews = new Reviews({
      ...{ extensionUri: this.extensionUri, log: this.log, homes: this.ingestHomes },
      reveal: (cube, key) => this.editors.reveal(cube, key),
      fileOf: (batch) => this.sourceFiles.of(batch),
      openNext: (after) => openNext(this, after),
    });
    this.host.extension.subscriptions.push(reviews);
    return reviews;
  }

  /** The previews of topics; what they need of the engine is loaded with the first one. */
  topics(): Promise<Topics> {
    this.organising ??= this.loadTopics();
    return this.organising;
  }

  private async loadTopics(): Promise<Topics> {
    const [{ Topics }, { PlannedTopics }] = await Promise.all([
      import('./topics/topics'),
      import('./topics/plannedTopics'),
    ]);
    const planning = {
      context: this.context,
      chatModel: () => this.chats.current(),
      embedder: () => this.embedders.current(),
    };
    const topics = new Topics({
      ...{ extensionUri: this.extensionUri, log: this.log },
      plan: async (cube) => PlannedTopics.of(await this.ingestHomes.acquire(cube), planning),
      reveal: (cube, key) => this.editors.reveal(cube, key),
    });
    this.host.extension.subscriptions.push(topics);
    return topics;
  }

  /** Activation memory; what it needs of the engine is loaded with the first item or command. */
  activation(): Promise<Activation> {
    this.activating ??= this.loadActivation();
    return this.activating;
  }

  private async loadActivation(): Promise<Activation> {
    const { Activation } = await import('./activation/activation');
    const activation = new Activation({
      ...{ extensionUri: this.extensionUri, log: this.log, context: this.context },
      ...{ hub: this.hub, chats: this.chats },
      reveal: (cube, key) => this.editors.reveal(cube, key),
    });
    this.host.extension.subscriptions.push(activation);
    this.kvBranches.follow(activation.homes);
    return activation;
  }

  /** Carries out one of the commands of the manifest. */
  command(id: keyof typeof commandTable, args: readonly unknown[]): Promise<unknown> {
    return this.run(id, async () => commandTable[id](this, args));
  }

  /** Runs something that a person asked for; failures end here, shown with their way out. */
  run<T>(what: string, action: () => Promise<T> | T): Promise<T | undefined> {
    return atBoundary(this.log, what, action);
  }
}
