/**
 * Every id that the manifest and the code share, in one place. `test/unit/manifest` compares this table
 * with package.json in both directions.
 */

/** Commands; `palette` false means that it only makes sense on an item of a tree. */
export const COMMANDS = {
  openCube: 'memcube.openCube',
  openDemo: 'memcube.openDemo',
  openFolder: 'memcube.openFolder',
  refresh: 'memcube.refresh',
  newMemory: 'memcube.newMemory',
  renameMemory: 'memcube.renameMemory',
  editText: 'memcube.editText',
  editRecord: 'memcube.editRecord',
  setStatus: 'memcube.setStatus',
  setType: 'memcube.setType',
  editTags: 'memcube.editTags',
  archiveMemory: 'memcube.archiveMemory',
  deleteMemory: 'memcube.deleteMemory',
  removeMemory: 'memcube.removeMemory',
  duplicateMemory: 'memcube.duplicateMemory',
  mergeMemories: 'memcube.mergeMemories',
  splitMemory: 'memcube.splitMemory',
  moveMemory: 'memcube.moveMemory',
  linkMemory: 'memcube.linkMemory',
  unlinkMemory: 'memcube.unlinkMemory',
  showHistory: 'memcube.showHistory',
  cubeHistory: 'memcube.cubeHistory',
  cubeAsOf: 'memcube.cubeAsOf',
  findMemory: 'memcube.findMemory',
  revealMemory: 'memcube.revealMemory',
  copyId: 'memcube.copyId',
  validate: 'memcube.validate',
  saveCubeAs: 'memcube.saveCubeAs',
  copyCube: 'memcube.copyCube',
  inspectFile: 'memcube.inspectFile',
  removeByteOrderMark: 'memcube.removeByteOrderMark',
  loadMore: 'memcube.loadMore',
  connectStore: 'memcube.connectStore',
  openSqliteCube: 'memcube.openSqliteCube',
  editStore: 'memcube.editStore',
  testStore: 'memcube.testStore',
  refreshStore: 'memcube.refreshStore',
  createStoreIndexes: 'memcube.createStoreIndexes',
  removeStore: 'memcube.removeStore',
  ingestFiles: 'memcube.ingestFiles',
  rememberSelection: 'memcube.rememberSelection',
  resumeReading: 'memcube.resumeReading',
  watchFolder: 'memcube.watchFolder',
  stopWatchingFolder: 'memcube.stopWatchingFolder',
  showLog: 'memcube.showLog',
  showOutline: 'memcube.showOutline',
  showSplit: 'memcube.showSplit',
  showGraph: 'memcube.showGraph',
  fitGraph: 'memcube.fitGraph',
  focusFind: 'memcube.focusFind',
  chooseEmbedder: 'memcube.chooseEmbedder',
  chooseChatModel: 'memcube.chooseChatModel',
  downloadModel: 'memcube.downloadModel',
  restartModel: 'memcube.restartModel',
  enterServerKey: 'memcube.enterServerKey',
  reviewBatch: 'memcube.reviewBatch',
  discardBatch: 'memcube.discardBatch',
  organiseTopics: 'memcube.organiseTopics',
  buildKvItem: 'memcube.buildKvItem',
  buildKvItemFromDocument: 'memcube.buildKvItemFromDocument',
  buildKvItemFromPickle: 'memcube.buildKvItemFromPickle',
  openKvInspector: 'memcube.openKvInspector',
  proposeKvItems: 'memcube.proposeKvItems',
  rebuildKvItem: 'memcube.rebuildKvItem',
  pinKvItem: 'memcube.pinKvItem',
  unpinKvItem: 'memcube.unpinKvItem',
  wakeKvItem: 'memcube.wakeKvItem',
  deleteKvItem: 'memcube.deleteKvItem',
  search: 'memcube.openSearch',
  whyNot: 'memcube.whyNot',
  openSavedSearch: 'memcube.openSavedSearch',
  renameSavedSearch: 'memcube.renameSavedSearch',
  deleteSavedSearch: 'memcube.deleteSavedSearch',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEWS = { cubes: 'memcube.cubes', models: 'memcube.models', search: 'memcube.search' } as const;
export const VIEW_CONTAINER = 'memcube';
/** The container of the search view, in the panel below the editors. */
export const SEARCH_CONTAINER = 'memcubeSearch';
export const WALKTHROUGH = 'memcube.firstSteps';

export const EDITORS = {
  cube: 'memcube.cubeEditor',
  inspector: 'memcube.fileInspector',
} as const;

/** Views in editor tabs that are not editors of a file. */
export const PANELS = {
  review: 'memcube.review',
  topics: 'memcube.topics',
  kvInspector: 'memcube.kvInspector',
} as const;

/** Settings by their full names, with the type of their values. */
export interface Settings {
  'memcube.tree.pageSize': number;
  'memcube.graph.limit': number;
  'memcube.problems.enabled': boolean;
  'memcube.problems.limit': number;
  'memcube.confirmRemove': boolean;
  'memcube.statusBar.enabled': boolean;
  'memcube.embedder.provider': string;
  'memcube.embedder.model': string;
  'memcube.embedder.url': string;
  'memcube.embedder.dimensions': number;
  'memcube.embedder.threads': number;
  'memcube.embedder.memoryLimit': number;
  'memcube.embedder.gpu': string;
  'memcube.chat.provider': string;
  'memcube.chat.model': string;
  'memcube.chat.url': string;
  'memcube.chat.gpu': string;
  'memcube.chat.threads': number;
  'memcube.chat.contextSize': number;
  'memcube.chat.slots': number;
  'memcube.activation.budget': number;
  'memcube.activation.rebuild': string;
  /** Checked where it is read: a person writes it by hand. */
  'memcube.watchedFolders': readonly unknown[];
}

export const SETTINGS: { readonly [K in keyof Settings]: Settings[K] } = {
  'memcube.tree.pageSize': 200,
  'memcube.graph.limit': 300,
  'memcube.problems.enabled': true,
  'memcube.problems.limit': 1000,
  'memcube.confirmRemove': true,
  'memcube.statusBar.enabled': true,
  'memcube.embedder.provider': 'none',
  'memcube.embedder.model': '',
  'memcube.embedder.url': '',
  'memcube.embedder.dimensions': 0,
  'memcube.embedder.threads': 0,
  'memcube.embedder.memoryLimit': 4096,
  'memcube.embedder.gpu': 'auto',
  'memcube.chat.provider': 'none',
  'memcube.chat.model': '',
  'memcube.chat.url': '',
  'memcube.chat.gpu': 'auto',
  'memcube.chat.threads': 0,
  'memcube.chat.contextSize': 8192,
  'memcube.chat.slots': 2,
  'memcube.activation.budget': 4096,
  'memcube.activation.rebuild': 'ask',
  'memcube.watchedFolders': [],
};

/** Context keys for `when` clauses. */
export const CONTEXTS = {
  editorActive: 'memcube.editorActive',
  editorReadOnly: 'memcube.editorReadOnly',
  hasCubes: 'memcube.hasCubes',
  scanned: 'memcube.scanned',
  hasModel: 'memcube.hasModel',
} as const;

/** Values of `viewItem` in the trees; a trailing `+` in menus means writable. */
export const ITEMS = {
  cube: 'cube',
  kind: 'kind',
  type: 'type',
  memory: 'memory',
  file: 'file',
  more: 'more',
  embedder: 'embedder',
  chatModel: 'chatModel',
  modelFile: 'modelFile',
  modelServer: 'modelServer',
  modelProcess: 'modelProcess',
  modelComputing: 'modelComputing',
  connection: 'connection',
  tenant: 'tenant',
  search: 'search',
  inbox: 'inbox',
  batch: 'batch',
  kvGroup: 'kvGroup',
  kvItem: 'kvItem',
} as const;

/** URI schemes of virtual documents. */
export const SCHEMES = {
  memory: 'memcube',
  /** Cubes in stores: `memcube-store:/<connection>/<cube>.memcube`. */
  store: 'memcube-store',
  history: 'memcube-history',
  asOf: 'memcube-history-as-of',
  conflict: 'memcube-history-conflict',
  copyReport: 'memcube-copy-report',
} as const;

/** Publisher and name, the extension's identity. */
export const EXTENSION_ID = 'memcube-studio.memcube-studio';
