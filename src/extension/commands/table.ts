import * as vscode from 'vscode';
import type { ViewCommand } from '../../protocol/cubeEditor';
import type { Studio } from '../studio';
import type { MoreNode } from '../views/nodes';
import { COMMANDS, type CommandId } from '../ids';
import { copyCube } from '../copying/copyCommand';
import * as cube from './cubeCommands';
import * as edit from './editCommands';
import * as store from './storeCommands';
import * as search from './searchCommands';
import * as history from './historyCommands';
import { ingestFiles } from '../ingest/ingestCommands';
import { stopWatchingFolder, watchFolder } from '../ingest/watchCommands';
import { resumeReading } from '../ingest/resume';
import { rememberSelection } from '../ingest/rememberSelection';
import * as kvBuild from '../activation/buildCommands';
import * as kvItems from '../activation/itemCommands';
import { proposeKvItems } from '../activation/proposeCommand';
import { organiseTopics } from '../topics/topicsCommands';
import * as models from '../models/modelCommands';
import * as review from '../review/reviewCommands';
import { removeByteOrderMark } from '../problems/byteOrderMark';

/** What each command does. `Record` makes a forgotten command a type error. */
export const commandTable: Record<CommandId, (studio: Studio, args: readonly unknown[]) => unknown> = {
  [COMMANDS.openCube]: cube.openCube,
  [COMMANDS.openDemo]: cube.openDemo,
  [COMMANDS.openFolder]: () => vscode.commands.executeCommand('workbench.action.files.openFolder'),
  [COMMANDS.refresh]: (studio) => studio.tree.refresh(),
  [COMMANDS.newMemory]: edit.newMemory,
  [COMMANDS.renameMemory]: edit.renameMemory,
  [COMMANDS.editText]: (studio, args) => history.editAs(studio, args, 'text'),
  [COMMANDS.editRecord]: (studio, args) => history.editAs(studio, args, 'record'),
  [COMMANDS.setStatus]: edit.setStatus,
  [COMMANDS.setType]: edit.setType,
  [COMMANDS.editTags]: edit.editTags,
  [COMMANDS.archiveMemory]: edit.archiveMemory,
  [COMMANDS.deleteMemory]: edit.deleteMemory,
  [COMMANDS.removeMemory]: edit.removeMemory,
  [COMMANDS.duplicateMemory]: edit.duplicateMemory,
  [COMMANDS.mergeMemories]: edit.mergeMemories,
  [COMMANDS.splitMemory]: edit.splitMemory,
  [COMMANDS.moveMemory]: edit.moveMemory,
  [COMMANDS.linkMemory]: edit.linkMemory,
  [COMMANDS.unlinkMemory]: edit.unlinkMemory,
  [COMMANDS.showHistory]: history.showHistory,
  [COMMANDS.cubeHistory]: history.cubeHistory,
  [COMMANDS.cubeAsOf]: history.cubeAsOf,
  [COMMANDS.findMemory]: cube.findMemory,
  [COMMANDS.revealMemory]: cube.revealMemory,
  [COMMANDS.copyId]: cube.copyId,
  [COMMANDS.validate]: cube.validate,
  [COMMANDS.saveCubeAs]: cube.saveCubeAs,
  [COMMANDS.copyCube]: copyCube,
  [COMMANDS.inspectFile]: cube.inspectFile,
  [COMMANDS.removeByteOrderMark]: (_, [uri]) => removeByteOrderMark(uri as vscode.Uri),
  [COMMANDS.loadMore]: (studio, [node]) => studio.tree.loadMore(node as MoreNode),
  [COMMANDS.connectStore]: store.connectStore,
  [COMMANDS.openSqliteCube]: store.openSqliteCube,
  [COMMANDS.editStore]: store.editStore,
  [COMMANDS.testStore]: store.testStore,
  [COMMANDS.refreshStore]: store.refreshStore,
  [COMMANDS.createStoreIndexes]: store.createStoreIndexes,
  [COMMANDS.removeStore]: store.removeStore,
  [COMMANDS.ingestFiles]: ingestFiles,
  [COMMANDS.rememberSelection]: rememberSelection,
  [COMMANDS.resumeReading]: resumeReading,
  [COMMANDS.watchFolder]: watchFolder,
  [COMMANDS.stopWatchingFolder]: stopWatchingFolder,
  [COMMANDS.showLog]: (studio) => studio.channel.show(),
  [COMMANDS.showOutline]: toView('showOutline'),
  [COMMANDS.showSplit]: toView('showSplit'),
  [COMMANDS.showGraph]: toView('showGraph'),
  [COMMANDS.fitGraph]: toView('fit'),
  [COMMANDS.focusFind]: toView('find'),
  [COMMANDS.chooseEmbedder]: models.chooseEmbedder,
  [COMMANDS.chooseChatModel]: models.chooseChatModel,
  [COMMANDS.downloadModel]: models.downloadModel,
  [COMMANDS.restartModel]: models.restartModel,
  [COMMANDS.enterServerKey]: models.enterServerKey,
  [COMMANDS.reviewBatch]: review.reviewBatch,
  [COMMANDS.discardBatch]: review.discardBatch,
  [COMMANDS.organiseTopics]: organiseTopics,
  [COMMANDS.buildKvItem]: kvBuild.buildKvItem,
  [COMMANDS.buildKvItemFromDocument]: kvBuild.buildKvItemFromDocument,
  [COMMANDS.buildKvItemFromPickle]: kvBuild.buildKvItemFromPickle,
  [COMMANDS.openKvInspector]: kvItems.openKvInspector,
  [COMMANDS.proposeKvItems]: proposeKvItems,
  [COMMANDS.rebuildKvItem]: kvItems.rebuildKvItem,
  [COMMANDS.pinKvItem]: kvItems.pinKvItem,
  [COMMANDS.unpinKvItem]: kvItems.unpinKvItem,
  [COMMANDS.wakeKvItem]: kvItems.wakeKvItem,
  [COMMANDS.deleteKvItem]: kvItems.deleteKvItem,
  [COMMANDS.search]: search.openSearch,
  [COMMANDS.whyNot]: search.whyNot,
  [COMMANDS.openSavedSearch]: search.openSavedSearch,
  [COMMANDS.renameSavedSearch]: search.renameSavedSearch,
  [COMMANDS.deleteSavedSearch]: search.deleteSavedSearch,
};

/** A command that the active editor's view carries out. */
function toView(name: ViewCommand): (studio: Studio) => void {
  return (studio) => {
    const panel = studio.editors.active;
    if (panel) panel.command(name);
    else void vscode.window.showInformationMessage(vscode.l10n.t('Open a MemCube first.'));
  };
}
