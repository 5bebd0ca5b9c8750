import * as vscode from 'vscode';
import { buildEdit } from '../../engine/cube/edit/buildEdit';
import { memoryDetail } from '../../engine/cube/detail/memoryDetail';
import { summaryOf } from '../../engine/cube/detail/summaryOf';
import { vectorIsStale } from '../../engine/cube/detail/staleVector';
import { graphOf } from '../../engine/cube/graph/graphOf';
import { Outline } from '../../engine/cube/outline/outline';
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
import type { OutlineQuery } from '../../engine/model/query';
import type { Handlers } from '../../protocol/channel';
import type { HistoryItem, HostContract } from '../../protocol/cubeEditor';
import { restoreVersion } from '../commands/historyCommands';
import { mustBeWritable } from '../commands/targets';
import { compareWithNow, showChange } from '../documents/historyContent';
import { memoryUri } from '../documents/memoryUri';
import { beforeEntry, entryId, entryOf } from '../documents/versions';
import { engineText } from '../host/engineText';
import { reasonText } from '../host/reason';
import { setting } from '../host/settings';
import { viewStrings } from '../host/viewStrings';
import { translated } from '../problems/cubeProblems';
import type { CubeDocument } from './cubeDocument';
import type { PanelServices } from './cubePanel';
import { LayoutFile } from './layoutFile';

/** Answers the requests of one view from its document's cube. */
export class PanelData {
  private outline: Outline | undefined;
  private query: OutlineQuery | undefined;
  private readonly layout: LayoutFile;

  constructor(
    private readonly document: CubeDocument,
    private readonly services: PanelServices,
    private readonly reveal: string | undefined,
  ) {
    this.layout = new LayoutFile(document.cube, services.log);
  }

  private get session() {
    return this.document.cube.session;
  }

  /** The cube at a glance, for the view's head and foot. */
  summary(): CubeSummary {
    const { session, name } = this.document.cube;
    return summaryOf(session.memory, {
      name,
      path: this.document.uri.fsPath,
      readOnly: session.readOnly,
      dirty: session.dirty,
      problems: this.services.problems.of(this.document.cube).filter(({ severity }) => severity !== 'info')
        .length,
      recovered: session.recovered?.changes ?? 0,
    });
  }

  handlers(): Handlers<HostContract> {
    return {
      hello: () => ({
        summary: this.summary(),
        language: vscode.env.language,
        strings: viewStrings(),
        enumerations: {
          memoryTypes: [...MEMORY_TYPES],
          statuses: [...MEMORY_STATUSES],
          visibilities: [...MEMORY_VISIBILITIES],
          sources: [...MEMORY_SOURCES],
          edgeTypes: [...EDGE_TYPES],
        },
        collections: this.session.memory.collections.flatMap(({ collection }) => collection ?? []),
        reveal: this.reveal,
        graphLimit: setting('memcube.graph.limit'),
        spotlight: this.services.spotlights.of(this.document.cube.uri) ?? undefined,
      }),
      outline: async ({ count, ...query }, signal) => {
        const outline = this.outlineOf();
        this.query = query;
        await outline.update(query, signal);
        return outline.page(0, count);
      },
      rows: ({ generation, from, count }) => {
        const page = this.outlineOf().page(from, count);
        return page.generation === generation ? page : { ...page, rows: [] };
      },
      locate: async ({ key }, signal) => {
        const outline = this.outlineOf();
        if (!this.query) return { index: -1, ancestors: [] };
        const found = outline.locate(key);
        signal.throwIfAborted();
        return found;
      },
      detail: async ({ key }) => {
        const problems = this.services.problems
          .of(this.document.cube)
          .map((problem) => ({ ...problem, message: translated(problem), args: [] }));
        const history = await this.session.history(key);
        const staleVector = vectorIsStale(history, key);
        const now = this.services.context.now();
        const detail = memoryDetail(this.session.memory, key, { now, staleVector, problems });
        return detail ? this.blamed(detail, history) : null;
      },
      edit: async (edit) => {
        mustBeWritable(this.document.cube);
        const { ops, keys, reason } = buildEdit(this.session.memory, edit, this.services.context);
        if (ops.length > 0) await this.document.edit(ops, reasonText(reason));
        return { keys };
      },
      graph: async (query, signal) =>
        graphOf(this.session.memory, query, {
          now: () => this.services.context.now(),
          matcher: this.outlineOf().matcher,
          positions: await this.layout.positions(),
          signal,
        }),
      positions: async ({ positions }) => {
        await this.layout.merge(positions);
        return null;
      },
      history: ({ key }) => this.history(key),
      diff: async ({ key, entry }) => {
        const found = await entryOf(this.session, key, entry);
        const title = this.session.memory.row(key)?.title ?? key;
        const when = new Date(found.at).toLocaleString(vscode.env.language);
        const show = entry.endsWith('^') ? compareWithNow : showChange;
        await show(this.document.uri.fsPath, key, entry, title, when);
        return null;
      },
      restore: async ({ key, entry }) => {
        await restoreVersion(this.document.cube, key, entry);
        return null;
      },
      open: async ({ key, as }) => {
        if (as === 'text') {
          const title = this.session.memory.row(key)?.title ?? key;
          const uri = memoryUri({ cube: this.document.uri.fsPath, key, as: 'text' }, title);
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
    for (const { path, entry } of await this.session.blame(detail.row.key, history)) {
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
    const entries = await this.session.history(key);
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

  /** The outline of the memory as it is open now; a reload replaces the memory. */
  private outlineOf(): Outline {
    const { memory } = this.session;
    if (this.outline?.memory !== memory) this.outline = new Outline(memory, this.services.context);
    return this.outline;
  }

  private async openInFile(key: string): Promise<void> {
    const editor = await vscode.window.showTextDocument(this.document.uri, { preview: false });
    const id = this.session.memory.row(key)?.id ?? key;
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
