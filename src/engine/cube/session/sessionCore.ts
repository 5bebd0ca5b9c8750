/**
 * The state of an open cube and the one way to edit it. An edit is applied in memory at once and counts as
 * made when its line in the draft is flushed; when that fails it is taken back.
 */
import { StudioError } from '../../base/errors';
import type { EngineContext } from '../../base/context';
import { Emitter } from '../../base/events';
import { touchedKeys, type Change, type Op } from '../../model/change';
import type { MemoryKey } from '../../model/memory';
import type { CubeDescription } from '../files/findCube';
import type { FileStamp } from '../files/fileStamp';
import { DraftWriter } from '../journal/draft';
import { inverseOf, type Edit } from '../journal/edit';
import type { Journal } from '../journal/journal';
import { revertOps, type Applied } from '../text/applyOps';
import { applyPatches } from '../journal/patch';
import type { TextMemory } from '../text/textMemory';
import { countingEdits, type UnsavedEdit } from './appliedChange';
import { applyWhatFits } from './carryOver';
import { copyMemory } from './copyMemory';
import type { Renaming } from './freshKeys';
import { Gate, Mutex } from './mutex';

export type SessionEventKind = 'apply' | 'undo' | 'redo' | 'save' | 'reload' | 'revert';

/** Something happened to an open cube. */
export interface SessionEvent {
  readonly kind: SessionEventKind;
  /** Memories concerned; after a `reload` or `revert` all that differ. */
  readonly keys: readonly MemoryKey[];
  readonly change?: Change | undefined;
  /** Memories that go by another key from now on: old and new. */
  readonly renamed?: Renaming | undefined;
}

/** The content of the file that the session stands on. */
export interface Base {
  readonly sha256: string;
  readonly stamp: FileStamp | undefined;
}

export class SessionCore {
  readonly events = new Emitter<SessionEvent>();
  readonly gate = new Gate();
  readonly mutex = new Mutex();
  readonly id: string;
  /** Unsaved edits, oldest first. */
  edits: UnsavedEdit[] = [];
  readonly renamings: Renaming[] = [];
  version = 0;
  private draft: Promise<DraftWriter> | undefined;

  constructor(
    readonly context: EngineContext,
    readonly cube: CubeDescription,
    readonly textFile: string,
    /** Name of the text memory in the journal. */
    readonly fileName: string,
    readonly journal: Journal,
    readonly readOnly: boolean,
    public memory: TextMemory,
    public base: Base,
  ) {
    this.id = context.newId();
  }

  get dirty(): boolean {
    return countingEdits(this.edits).length > 0;
  }

  assertEditable(): void {
    if (!this.readOnly) return;
    throw new StudioError('read-only', 'This cube is open for reading only.', {
      place: { file: this.textFile },
      remedy: 'Save a copy to another folder, or change the permissions and open it again.',
    });
  }

  /**
   * Makes an edit: `make` applies it to the present memory. Resolves when the edit is safe on the disk;
   * rejects, with everything as before, when it could not be written.
   */
  async record<T extends { edit: Edit; applied: Applied }>(
    kind: 'apply' | 'undo' | 'redo',
    make: () => T,
  ): Promise<T> {
    this.assertEditable();
    while (this.gate.isClosed) await this.gate.pass();
    const made = make();
    const item: UnsavedEdit = { edit: made.edit, applied: made.applied, safe: false, failed: false };
    this.edits.push(item);
    this.announce(kind, keysOf(made.edit.change.ops), made.edit.change);
    try {
      await (await this.openDraft()).append(made.edit);
      item.safe = true;
    } catch (error) {
      if (!item.failed) this.takeBackUnsafe();
      throw error;
    }
    return made;
  }

  announce(kind: SessionEventKind, keys: readonly MemoryKey[], change?: Change, renamed?: Renaming): void {
    this.version++;
    const event = { kind, keys, ...(change ? { change } : {}), ...(renamed ? { renamed } : {}) };
    try {
      this.events.fire(event);
    } catch (error) {
      this.context.log.error(error, 'A listener of the cube failed.');
    }
  }

  /** Takes edits back whose lines could not be written, last first. */
  private takeBackUnsafe(): void {
    const keys = new Set<MemoryKey>();
    for (let last = this.edits.at(-1); last && !last.safe; last = this.edits.at(-1)) {
      revertOps(this.memory, last.applied);
      last.failed = true;
      this.edits.pop();
      for (const key of keysOf(last.edit.change.ops)) keys.add(key);
    }
    this.announce('revert', [...keys]);
  }

  private openDraft(): Promise<DraftWriter> {
    this.draft ??= this.createDraft([]).catch((error: unknown) => {
      this.draft = undefined;
      throw error;
    });
    return this.draft;
  }

  private async createDraft(edits: readonly Edit[]): Promise<DraftWriter> {
    await this.journal.prepare();
    const header = { session: this.id, file: this.fileName, base: this.base.sha256, at: this.timestamp() };
    return DraftWriter.create(this.journal.folder, header, edits);
  }

  /** Waits until every edit is safe or taken back; call it with the gate closed. */
  async settled(): Promise<void> {
    const draft = await this.draft?.catch(() => undefined);
    await draft?.idle();
    // One turn more, for the callers behind the draft to note the outcome.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Makes the draft hold the present unsaved edits on the present base; none: there is no draft. */
  async renewDraft(): Promise<void> {
    const old = await this.draft?.catch(() => undefined);
    this.draft = undefined;
    if (this.edits.length === 0) {
      await old?.remove();
      return;
    }
    const fresh = await this.createDraft(this.edits.map((item) => item.edit));
    this.draft = Promise.resolve(fresh);
    await old?.close();
  }

  adoptDraft(draft: DraftWriter): void {
    this.draft = Promise.resolve(draft);
  }

  /** Closes the draft: one with unsaved edits waits for whoever opens the cube next. */
  async closeDraft(): Promise<void> {
    const draft = await this.draft?.catch(() => undefined);
    this.draft = undefined;
    if (this.dirty) await draft?.leave();
    else await draft?.remove();
    this.events.dispose();
  }

  /** The memory as it stands in the file, on a copy. */
  baseMemory(): TextMemory {
    return unwound(
      this.memory,
      this.edits.map((item) => item.edit),
    );
  }

  timestamp(): string {
    return this.context.now().toISOString();
  }
}

/** A copy of a memory with edits taken back. */
export function unwound(memory: TextMemory, edits: readonly Edit[]): TextMemory {
  const copy = copyMemory(memory);
  for (const edit of edits.toReversed()) {
    const { ops, patches } = inverseOf(edit);
    if (!applyPatches(copy, ops, patches)) applyWhatFits(copy, ops);
  }
  return copy;
}

/** The memories that operations speak of, each once. */
export function keysOf(ops: readonly Op[]): MemoryKey[] {
  return [...new Set(ops.flatMap(touchedKeys))];
}
