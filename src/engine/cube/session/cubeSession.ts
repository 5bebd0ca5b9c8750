import type { EngineContext } from '../../base/context';
import type { Actor, Op } from '../../model/change';
import type { MemoryKey } from '../../model/memory';
import type { CubeConfig } from '../config/readConfig';
import type { CubeDescription } from '../files/findCube';
import type { Conflict, Resolution } from '../merge/conflict';
import type { TextMemory } from '../text/textMemory';
import type { JournalReport } from '../journal/journal';
import { stateAsOf, type PastState } from './asOf';
import { editedTextsOf } from './editedTexts';
import { blameOf, historyOf, recordAt, restoringOps, type BlameLine, type HistoryEntry } from './history';
import { saveCopy } from './saveAs';
import type { Moment } from './timeline';
import type { AppliedChange } from './appliedChange';
import { applyChange, redoChange, undoChange, type Authorship } from './editing';
import { openSession, type OpenOptions } from './openSession';
import type { Recovered } from './recover';
import { checkDisk, revertSession, type DiskState } from './reload';
import { saveSession, resolveConflicts, type SaveOptions, type SaveResult } from './saveSession';
import { cubeHistoryOf, type CubeHistoryEntry } from './cubeHistory';
import type { SessionCore } from './sessionCore';

/**
 * An open cube: the door through which the editor, the command line and tests read and change its text
 * memory. Every change is safe on the disk when its promise resolves, saved or not.
 */
export class CubeSession {
  private constructor(
    private readonly core: SessionCore,
    /** What came back from a crashed process when the cube was opened. */
    readonly recovered: Recovered | undefined,
  ) {}

  /** Opens the cube at a path: a folder, its `config.json`, or a text memory. */
  static async open(context: EngineContext, path: string, options: OpenOptions = {}): Promise<CubeSession> {
    const { core, recovered } = await openSession(context, path, options);
    return new CubeSession(core, recovered);
  }

  get cube(): CubeDescription {
    return this.core.cube;
  }

  get config(): CubeConfig | undefined {
    return this.core.cube.config;
  }

  /** The present state. Another object after a `reload` or `revert` event; never change it directly. */
  get memory(): TextMemory {
    return this.core.memory;
  }

  /** Path of the text memory. */
  get textFile(): string {
    return this.core.textFile;
  }

  get readOnly(): boolean {
    return this.core.readOnly;
  }

  /** Whether there are unsaved changes. */
  get dirty(): boolean {
    return this.core.dirty;
  }

  /** Counts up with every event. */
  get version(): number {
    return this.core.version;
  }

  /** Tells of every change, from here or from the disk. */
  get onDidChange() {
    return this.core.events.event;
  }

  /**
   * Applies operations as one change, all or none. Resolves when it is safe on the disk. Throws StudioError
   * as `applyOps` does, and `read-only` or `no-space` where it cannot be kept; nothing has changed then.
   */
  apply(ops: readonly Op[], by: Authorship): Promise<AppliedChange> {
    return applyChange(this.core, ops, by);
  }

  /** Takes a change back; exactly, unless others touched the same places since. */
  undo(change: AppliedChange, actor: Actor = 'user'): Promise<void> {
    return undoChange(this.core, change, actor);
  }

  redo(change: AppliedChange, actor: Actor = 'user'): Promise<void> {
    return redoChange(this.core, change, actor);
  }

  /**
   * Writes the unsaved changes to the file. What somebody else wrote there meanwhile is merged; where both
   * changed the same field nothing is written and the conflicts are returned.
   */
  save(options: SaveOptions = {}): Promise<SaveResult> {
    return saveSession(this.core, options);
  }

  /** Settles conflicts that a save returned; returns those that are left. Then save again. */
  resolve(resolutions: readonly Resolution[], options: SaveOptions = {}): Promise<readonly Conflict[]> {
    return resolveConflicts(this.core, resolutions, options);
  }

  /** Gives up the unsaved changes and reads the file again. */
  revert(options: SaveOptions = {}): Promise<void> {
    return revertSession(this.core, options.signal);
  }

  /** Looks whether the file was changed by somebody else; a session without unsaved changes follows it. */
  checkDisk(): Promise<DiskState> {
    return checkDisk(this.core);
  }

  /**
   * Writes the cube as it is now to a new or empty folder; the session stays where it is. Returns the files.
   */
  saveAs(folder: string, options: SaveOptions = {}): Promise<string[]> {
    return saveCopy(this.core, folder, options);
  }

  /** What happened to a memory, saved or not, newest first. */
  history(key: MemoryKey, signal?: AbortSignal): Promise<HistoryEntry[]> {
    return historyOf(this.core, key, signal);
  }

  /** What happened to the cube as a whole, newest first, at most `limit` entries. */
  cubeHistory(limit = 1000, signal?: AbortSignal): Promise<CubeHistoryEntry[]> {
    return cubeHistoryOf(this.core, limit, signal);
  }

  /** Memories whose text was changed after their vector, as far as the history tells. */
  editedTexts(signal?: AbortSignal): Promise<Set<MemoryKey>> {
    return editedTextsOf(this.core, signal);
  }

  /**
   * The fields of a memory with who last set each, when and why; from its history, where the caller has it.
   * Throws StudioError `not-found`.
   */
  blame(key: MemoryKey, history?: readonly HistoryEntry[], signal?: AbortSignal): Promise<BlameLine[]> {
    return blameOf(this.core, key, history, signal);
  }

  /**
   * The text memory as it was at a time, or right after an entry of the journal or a change. Throws
   * StudioError `not-found` for an entry or change that the history does not hold.
   */
  asOf(moment: Moment, signal?: AbortSignal): Promise<PastState> {
    return stateAsOf(this.core, moment, signal);
  }

  /** The record of a memory right after an entry of its history; undefined where it did not exist. */
  valueAt(entry: HistoryEntry, signal?: AbortSignal): Promise<string | undefined> {
    return recordAt(this.core, entry, signal);
  }

  /** The operations that bring a memory back to what it was right after an entry of its history. */
  restoreOps(key: MemoryKey, entry: HistoryEntry, signal?: AbortSignal): Promise<Op[]> {
    return restoringOps(this.core, key, entry, signal);
  }

  /** Checks the chain of the journal. */
  verifyJournal(signal?: AbortSignal): Promise<JournalReport> {
    return this.core.journal.verify(signal);
  }

  /** Closes the cube. Unsaved changes stay in the draft. */
  async dispose(): Promise<void> {
    await this.core.mutex.run(() => this.core.closeDraft());
  }
}
