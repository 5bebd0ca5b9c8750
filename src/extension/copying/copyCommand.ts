import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import { findCube } from '../../engine/cube/files/findCube';
import type { LossReport } from '../../engine/model/store';
import type { CopyFrom, CopyInto } from '../../engine/transfer/copyTo';
import { cubeTarget } from '../commands/targets';
import type { CubeData } from '../cubes/cubeData';
import { OpenCube } from '../cubes/openCube';
import { withProgress } from '../host/boundary';
import { countText } from '../host/countText';
import { EDITORS } from '../ids';
import { openStore, sqliteConnection } from '../stores/openStore';
import { StoreCube } from '../stores/storeCube';
import { mustBeTrusted } from '../stores/stores';
import { storeUri } from '../stores/storeUri';
import type { Studio } from '../studio';
import { askPlace, type CopyPlace } from './copyPlaces';
import type { CopyMade } from './lossDocument';

/** A place that is ready to be written to. */
interface Target {
  readonly into: CopyInto;
  /** For people. */
  readonly to: string;
  /** Makes the copy appear in the Cubes view; returns its address. */
  arrive(): Promise<vscode.Uri>;
  close(): void;
}

/** Copies a cube to a place that the person chooses, and tells what the copy lost. */
export async function copyCube(studio: Studio, args: readonly unknown[]): Promise<void> {
  const uri = await cubeTarget(studio, args);
  if (!uri) return;
  const lease = await studio.hub.acquire(uri);
  try {
    const { cube } = lease;
    const place = await askPlace(studio, cube.name);
    if (!place) return;
    const target = await openTarget(studio, place);
    try {
      const { from, place: source } = sourceOf(cube);
      const report = await copy(cube.name, from, target.into);
      const arrived = await target.arrive();
      void announce(studio, { name: cube.name, from: source, to: target.to, report }, arrived);
    } finally {
      target.close();
    }
  } finally {
    lease.dispose();
  }
}

function sourceOf(cube: CubeData): { from: CopyFrom; place: string } {
  if (cube instanceof OpenCube) return { from: { session: cube.session }, place: cube.session.cube.folder };
  if (cube instanceof StoreCube) return { from: { store: cube.store }, place: cube.store.info.location };
  throw new StudioError('unsupported', vscode.l10n.t('This cube cannot be copied.'));
}

async function copy(name: string, from: CopyFrom, into: CopyInto): Promise<LossReport> {
  const { copyTo } = await import('../../engine/transfer/copyTo');
  return withProgress(vscode.l10n.t('Copying {0}', name), (signal, onProgress) =>
    copyTo(from, into, {
      signal,
      onProgress: (stage, { memories }, of) => {
        const share = of === 0 ? 1 : Math.min(1, memories / of);
        const done = vscode.l10n.t('{0} of {1}', memories, countText(of, 'memories'));
        if (stage === 'copy') onProgress(share / 2, done);
        else onProgress((1 + share) / 2, vscode.l10n.t('comparing: {0}', done));
      },
    }),
  );
}

function openTarget(studio: Studio, place: CopyPlace): Promise<Target> {
  if (place.kind === 'folder') return Promise.resolve(folderTarget(studio, place.folder));
  mustBeTrusted();
  if (place.kind === 'file') return Promise.resolve(fileTarget(studio, place.file));
  return tenantTarget(studio, place);
}

function folderTarget(studio: Studio, folder: vscode.Uri): Target {
  const { fsPath } = folder;
  return {
    into: { kind: 'folder', folder: fsPath },
    to: fsPath,
    arrive: async () => {
      studio.tree.refresh();
      const { textFile, preferenceFile } = await findCube(fsPath);
      return vscode.Uri.file(textFile ?? preferenceFile ?? fsPath);
    },
    close: () => undefined,
  };
}

function fileTarget(studio: Studio, file: vscode.Uri): Target {
  const connection = sqliteConnection(file, studio.context.newId());
  const open = async (path: string) => {
    const { openSqlite } = await import('../../engine/store/sqlite/sqliteStore');
    const { analyser } = await import('../../engine/retrieval/facts');
    return openSqlite(path, { analyser });
  };
  return {
    into: { kind: 'file', file: file.fsPath, open },
    to: file.fsPath,
    arrive: async () => {
      await studio.stores.connections.keep(connection);
      return storeUri(connection, null);
    },
    close: () => undefined,
  };
}

async function tenantTarget(
  studio: Studio,
  { connection, tenant, add }: CopyPlace & { kind: 'tenant' },
): Promise<Target> {
  const password = await studio.stores.connections.password(connection.id);
  const { store } = await openStore(connection, tenant, password);
  return {
    into: { kind: 'store', store, add },
    to: store.info.location,
    arrive: () => {
      studio.stores.refresh(connection.id);
      return Promise.resolve(storeUri(connection, tenant));
    },
    close: () => store.dispose(),
  };
}

async function announce(studio: Studio, made: CopyMade, uri: vscode.Uri): Promise<void> {
  const { memories, counts } = made.report;
  const differences = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const text = [
    vscode.l10n.t('{0}: {1} copied.', made.name, countText(memories, 'memories')),
    differences === 0 ? vscode.l10n.t('Nothing differs.') : `${countText(differences, 'differences')}.`,
  ].join(' ');
  const open = vscode.l10n.t('Open');
  const show = vscode.l10n.t('Show Differences');
  const choice = await vscode.window.showInformationMessage(
    text,
    ...(differences === 0 ? [open] : [show, open]),
  );
  if (choice === show) await studio.lossReports.show(made);
  if (choice === open) await vscode.commands.executeCommand('vscode.openWith', uri, EDITORS.cube);
}
