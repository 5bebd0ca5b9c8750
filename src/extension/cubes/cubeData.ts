/**
 * What the screens ask of a cube, wherever it lives: `OpenCube` answers for a folder out of memory,
 * `StoreCube` for a store page by page.
 */
import type * as vscode from 'vscode';
import type { Disposable } from '../../engine/base/events';
import type { TreePage, TypeGroup } from '../../engine/cube/outline/childrenOf';
import type { CubeHistoryEntry } from '../../engine/cube/session/cubeHistory';
import type { BlameLine, HistoryEntry } from '../../engine/cube/session/history';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { Op } from '../../engine/model/change';
import type { CubeSummary, MemoryDetail } from '../../engine/model/detail';
import type { Edit } from '../../engine/model/edit';
import type { GraphData, GraphQuery, Positions } from '../../engine/model/graph';
import type { MemoryKey, MemoryRow } from '../../engine/model/memory';
import type { Problem } from '../../engine/model/problem';
import type { OutlinePage, OutlineQuery } from '../../engine/model/query';
import type { VersionId } from '../documents/versions';

/** Where edits are announced while a cube is open in its editor, so that VS Code can undo them. */
export interface EditSink {
  did(label: string, undo: () => Promise<unknown>, redo: () => Promise<unknown>): void;
}

/** The outline and graph of one editor; it remembers its last query. */
export interface CubeView {
  update(query: OutlineQuery, signal: AbortSignal): Promise<unknown>;
  page(from: number, count: number, signal: AbortSignal): Promise<OutlinePage> | OutlinePage;
  locate(key: MemoryKey, signal: AbortSignal): Promise<Located> | Located;
  graph(query: GraphQuery, positions: Positions, signal: AbortSignal): Promise<GraphData>;
}

/** Line of a memory, or -1, and its ancestors from the top down. */
export interface Located {
  readonly index: number;
  readonly ancestors: readonly MemoryKey[];
}

export interface ChildrenQuery {
  /** Of the tops only those of this type. */
  readonly memoryType?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface CubeData {
  /** The text-memory file, or the address in a store. */
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly readOnly: boolean;
  /** Whether there are unsaved changes. */
  readonly dirty: boolean;
  /** Whether it has relations between memories. */
  readonly hasEdges: boolean;
  /** Names of its lists, where the format has several. */
  readonly collections: readonly string[];
  /** Folder for what is kept beside the cube, such as the arrangement of the graph. */
  readonly sidecar: string;
  /** Set while the cube is open in a custom editor. */
  editor: EditSink | undefined;
  /** Something in the cube is different; carries the keys concerned, none for everything. */
  readonly onDidChange: (listener: (keys: readonly string[]) => void) => Disposable;

  /** How many memories there are. */
  size(): Promise<number>;
  /** A text memory with at least these memories, their relations and the memories at their ends. */
  part(keys: readonly MemoryKey[]): Promise<TextMemory>;
  groups(): Promise<readonly Omit<TypeGroup, 'tops'>[]>;
  /** Children of a memory, or with null the memories without a parent. */
  children(parent: MemoryKey | null, query: ChildrenQuery): Promise<TreePage>;
  /** Memories that words are found in; all where there are none. */
  find(text: string, limit: number, signal: AbortSignal): Promise<readonly MemoryRow[]>;
  summary(problems: number): Promise<CubeSummary>;
  view(): CubeView;
  detail(
    key: MemoryKey,
    history: readonly HistoryEntry[],
    problems: readonly Problem[],
  ): Promise<MemoryDetail | undefined>;

  /** What happened to a memory, newest first. */
  history(key: MemoryKey): Promise<readonly HistoryEntry[]>;
  cubeHistory(): Promise<readonly CubeHistoryEntry[]>;
  blame(key: MemoryKey, history: readonly HistoryEntry[]): Promise<readonly BlameLine[]>;
  /** The record of a memory in a version; undefined where it did not exist. */
  recordOf(key: MemoryKey, version: VersionId): Promise<string | undefined>;
  restoreOps(key: MemoryKey, version: VersionId): Promise<Op[]>;

  /** Carries an edit out; returns the memories to look at afterwards. */
  change(edit: Edit, quiet?: boolean): Promise<readonly MemoryKey[]>;
  /**
   * Makes a Change. In an open editor it is an undoable edit; otherwise it is saved at once and the
   * notification offers to undo it, unless `quiet`.
   */
  edit(ops: readonly Op[], reason: string, quiet?: boolean): Promise<void>;
  dispose(): void;
}
