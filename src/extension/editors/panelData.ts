import * as vscode from 'vscode';
import type { HistoryEntry } from '../../engine/cube/session/history';
import {
  EDGE_TYPES,
  MEMORY_SOURCES,
  MEMORY_STATUSES,
  MEMORY_TYPES,
  MEMORY_VISIBILITIES,
} from '../../engine/model/memory';
import type { Op } from '../../engine/model/change';
import type { CubeSummary, FieldView, MemoryDetail } from '../../engine/model/detail';
import type { Handlers } from '../../protocol/channel';
import type { HistoryItem, HostContract } from '../../protocol/cubeEditor';
import { restoreVersion } from '../commands/historyCommands';
import { mustBeWritable } from '../commands/targets';
import type { CubeData, CubeView } from '../cubes/cubeData';
import { cubeId } from '../cubes/cubeId';
import { compareWithNow, showChange } from '../documents/historyContent';
import { memoryUri } from '../documents/memoryUri';
import { beforeEntry, entryId, findEntry } from '../documents/versions';
import { engineText } from '../host/engineText';
import { setting } from '../host/settings';
import { viewStrings } from '../host/viewStrings';
import { SCHEMES } from '../ids';
import { translated } from '../problems/cubeProblems';
import type { CubeDocument } from './cubeDocument';
import type { PanelServices } from './cubePanel';
import { LayoutFile } from './layoutFile';

/** Answers the requests of one view from its document's cube. */
export class PanelData {
  private readonly view: CubeView;
  private readonly layout: LayoutFile;

  constructor(
    private readonly document: CubeDocument,
    private readonly services: PanelServices,
    private readonly reveal: string | undefined,
  ) {
    this.view = document.cube.view();
    this.layout = new LayoutFile(document.cube, services.log);
  }

  private get cube(): CubeData {
    return this.document.cube;
  }

  /** The cube at a glance, for the view's head and foot. */
  summary(): Promise<CubeSummary> {
    const problems = this.services.problems.of(this.cube);
    return this.cube.summary(problems.filter(({ severity }) => severity !== 'info').length);
  }

  handlers(): Handlers<HostContract> {
    return {
      hello: async () => ({
        summary: await this.summary(),
        language: vscode.env.language,
        strings: viewStrings(),
        enumerations: {
          memoryTypes: [...MEMORY_TYPES],
          statuses: [...MEMORY_STATUSES],
          visibilities: [...MEMORY_VISIBILITIES],
          sources: [...MEMORY_SOURCES],
          edgeTypes: [...EDGE_TYPES],
        },
        collections: this.cube.collections,
        reveal: this.reveal,
        graphLimit: setting('memcube.graph.limit'),
        spotlight: this.services.spotlights.of(this.document.cube.uri) ?? undefined,
      }),
      outline: async ({ count, ...query }, signal) => {
        await this.view.update(query, signal);
        return this.view.page(0, count, signal);
      },
      rows: async ({ generation, from, count }, signal) => {
        const page = await this.view.page(from, count, signal);
        return page.generation === generation ? page : { ...page, rows: [] };
      },
      locate: ({ key }, signal) => this.view.locate(key, signal),
      detail: async ({ key }) => {
        const problems = this.services.problems
          .of(this.document.cube)
          .map((problem) => ({ ...problem, message: translated(problem), args: [] }));
        const history = await this.cube.history(key);
        const detail = await this.cube.detail(key, history, problems);
        return detail ? this.blamed(detail, history) : null;
      },
      edit: async (edit) => {
        mustBeWritable(this.document.cube);
        return { keys: await this.cube.change(edit) };
      },
      graph: async (query, signal) => this.view.graph(query, await this.layout.positions(), signal),
      positions: async ({ positions }) => {
        await this.layout.merge(positions);
        return null;
      },
      history: ({ key }) => this.history(key),
      diff: async ({ key, entry }) => {
        const found = findEntry(await this.cube.history(key), entry);
        const title = await this.title(key);
        const when = new Date(found.at).toLocaleString(vscode.env.language);
        const show = entry.endsWith('^') ? compareWithNow : showChange;
        await show(cubeId(this.document.uri), key, entry, title, when);
        return null;
      },
      restore: async ({ key, entry }) => {
        await restoreVersion(this.document.cube, key, entry);
        return null;
      },
      open: async ({ key, as }) => {
        if (as === 'text') {
          const title = await this.title(key);
          const uri = memoryUri({ cube: cubeId(this.document.uri), key, as: 'text' }, title);
          await vscode.window.showTextDocument(uri, { preview: false });
        } else {
          await this.openInFile(key);
        }
        return null;
      },
      confirm: async ({ message, detail, buttons }) =>
        (await vscode.window.showWarningMessage(
          message,
          { modal: true, ...(detail ? { detail } : {}) },
          ...buttons,
        )) ?? null,
    };
  }

  /** A detail whose fields say who last set them. */
  private async blamed(detail: MemoryDetail, history: readonly HistoryEntry[]): Promise<MemoryDetail> {
    const changed = new Map<string, FieldView['changed']>();
    for (const { path, entry } of await this.cube.blame(detail.row.key, history)) {
      if (!entry || path[0] !== 'metadata') continue;
      changed.set(String(path[1]), { at: Date.parse(entry.at), actor: entry.actor, reason: entry.reason });
    }
    if (changed.size === 0) return detail;
    return {
      ...detail,
      fields: detail.fields.map((field) => ({ ...field, changed: changed.get(field.name) })),
    };
  }

  /** The changes of a memory, newest first; the last item stands for what it was before the first. */
  private async history(key: string): Promise<HistoryItem[]> {
    const entries = await this.cube.history(key);
    const items = entries.map((entry): HistoryItem => {
      const { actor, saved } = entry;
      const reason = engineText(entry.reason);
      return {
        id: entryId(entry),
        at: Date.parse(entry.at),
        actor,
        reason,
        saved,
        what: whatOf(entry.ops, key),
      };
    });
    const oldest = items.at(-1);
    if (oldest && !entries.at(-1)!.ops.some((op) => op.op === 'add' && op.key === key)) {
      const reason = vscode.l10n.t('Before the first change');
      items.push({ ...oldest, id: beforeEntry(oldest.id), actor: 'import', reason, what: [] });
    }
    return items;
  }

  private async title(key: string): Promise<string> {
    return (await this.cube.part([key])).row(key)?.title ?? key;
  }

  /** A cube in a store has no file: the record as a document is the nearest to it. */
  private async openInFile(key: string): Promise<void> {
    if (this.document.uri.scheme === SCHEMES.store) {
      const uri = memoryUri({ cube: cubeId(this.document.uri), key, as: 'record' }, await this.title(key));
      await vscode.window.showTextDocument(uri, { preview: false });
      return;
    }
    const editor = await vscode.window.showTextDocument(this.document.uri, { preview: false });
    const id = (await this.cube.part([key])).row(key)?.id ?? key;
    const at = editor.document.getText().indexOf(JSON.stringify(id));
    if (at < 0) return;
    const position = editor.document.positionAt(at);
    editor.selection = new vscode.Selection(position, position);
    editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
  }
}

/** What operations did to a memory, in a few words. */
function whatOf(ops: readonly Op[], key: string): string[] {
  const what = new Set<string>();
  for (const op of ops) {
    if (op.op === 'update' && op.key === key) what.add(String(op.path.at(-1)));
    if (op.op === 'add' && op.key === key) what.add(vscode.l10n.t('added'));
    if (op.op === 'remove' && op.key === key) what.add(vscode.l10n.t('removed'));
    if (op.op === 'link') what.add(`+ ${op.edge.type}`);
    if (op.op === 'unlink') what.add(`− ${op.edge.type}`);
  }
  return [...what];
}
