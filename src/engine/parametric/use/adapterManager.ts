import { StudioError, describeError, isAbort } from '../../base/errors';
import type { EngineContext } from '../../base/context';
import { inspectAdapterFile } from '../../cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../cube/adapter/source';
import type { KvRuntime } from '../../inference/ports';
import { sourceChanges } from '../../model/derived';
import type { LlamaAdapter } from '../../model/llamaWorker';
import type {
  AdapterApproval,
  AdapterItem,
  AdapterRow,
  AttachedAdapter,
  AttachmentEntry,
} from '../../model/loraItem';
import type { MemoryKey } from '../../model/memory';
import { readBaseModel, type BaseModel } from '../files/baseModel';
import { requireFit } from '../files/mismatches';
import type { AdapterStore, KeptAdapter } from '../kept/adapterStore';
import { LARGEST_SCALE, type Attachments } from '../kept/attachments';

/** What became of a set of adapters that a model was to take. */
export interface AppliedAdapters {
  readonly applied: readonly AttachedAdapter[];
  /** Those that were left out, and why. */
  readonly left: readonly { readonly id: string; readonly title: string; readonly why: string }[];
  /** 0 where the model had this set already. */
  readonly ms: number;
}

/** The adapters of one cube: which there are, which are attached, and putting them on a running model. */
export class AdapterManager {
  /** Headers of models by path; a model file does not change while it is in use. */
  private readonly bases = new Map<string, BaseModel>();

  /** @param actor who changes what is attached, for its history: `user`, `cli`, `scheduler` … */
  constructor(
    readonly store: AdapterStore,
    readonly attachments: Attachments,
    private readonly context: Pick<EngineContext, 'now'>,
    private readonly actor: string,
  ) {}

  /** All adapters of the cube; `textNow` gives the text of a memory, or undefined where it is gone. */
  async rows(textNow: (key: MemoryKey) => string | undefined): Promise<AdapterRow[]> {
    const scales = new Map((await this.attachments.attached()).map(({ id, scale }) => [id, scale]));
    return (await this.store.list()).map((kept) => rowOf(kept, scales.get(kept.id) ?? null, textNow));
  }

  /**
   * Attaches an adapter, or changes the scale of one that is attached.
   * @throws StudioError `bad-argument` for a scale beyond ±10, `not-found`, `untrusted` for one that is not approved
   * on this machine, `bad-adapter` for one whose file is another
   */
  async attach(id: string, scale: number, reason: string): Promise<AttachmentEntry | undefined> {
    requireScale(scale);
    await this.usable(id);
    return this.attachments.change(this.how(reason), (now) =>
      now.some((each) => each.id === id)
        ? now.map((each) => (each.id === id ? { id, scale } : each))
        : [...now, { id, scale }],
    );
  }

  /** Detaches an adapter; undefined where it was not attached. */
  detach(id: string, reason: string): Promise<AttachmentEntry | undefined> {
    return this.attachments.change(this.how(reason), (now) => now.filter((each) => each.id !== id));
  }

  /** Takes the latest change of what is attached back; undefined where there is none. */
  undo(reason: string): Promise<AttachmentEntry | undefined> {
    return this.attachments.undo(this.how(reason));
  }

  /** Keeps what a person decided; one that is rejected is detached. */
  async decide(id: string, approval: AdapterApproval, reason: string): Promise<AdapterItem> {
    const item = await this.store.decide(id, approval);
    if (approval !== 'approved') await this.detach(id, reason);
    return item;
  }

  /** Detaches and removes an adapter with its training set. */
  async remove(id: string, reason: string): Promise<void> {
    await this.store.remove(id);
    await this.detach(id, reason);
  }

  /**
   * Puts a set of adapters on a running model, those that are attached where none is named. What may not be used or
   * does not fit this model is left out and told. The model's slots are empty afterwards, unless it had this set.
   * @throws StudioError as `KvRuntime.setAdapters` does
   */
  async apply(runtime: KvRuntime, set?: readonly AttachedAdapter[]): Promise<AppliedAdapters> {
    const applied: AttachedAdapter[] = [];
    const left: AppliedAdapters['left'][number][] = [];
    const wanted = set ?? (await this.attachments.attached());
    for (const { id, scale } of wanted.filter((each) => each.scale !== 0)) {
      try {
        requireScale(scale);
        await this.usable(id);
        this.requireFits(id, runtime.model);
        applied.push({ id, scale });
      } catch (error) {
        if (isAbort(error)) throw error;
        left.push({ id, title: await this.titleOf(id), why: describeError(error) });
      }
    }
    const adapters = applied.map(({ id, scale }): LlamaAdapter => ({ path: this.store.fileOf(id), scale }));
    if (sameAdapters(adapters, runtime.adapters)) return { applied, left, ms: 0 };
    return { applied, left, ms: (await runtime.setAdapters(adapters)).ms };
  }

  /** An adapter that may be handed to a model. */
  private async usable(id: string): Promise<AdapterItem> {
    const { item, sealed } = await this.store.get(id);
    if (!sealed || item.approval !== 'approved') {
      throw new StudioError(
        'untrusted',
        item.approval === 'rejected'
          ? `The adapter "${item.title}" was rejected.`
          : `The adapter "${item.title}" is not approved on this machine.`,
        { place: { file: this.store.fileOf(id) }, remedy: 'Look at it and approve it first.' },
      );
    }
    await this.store.requireSameFile(item);
    return item;
  }

  private requireFits(id: string, model: string): void {
    const file = this.store.fileOf(id);
    const base = this.bases.get(model) ?? readBaseModel(model);
    this.bases.set(model, base);
    requireFit(
      withAdapterFile(file, (source) => inspectAdapterFile(source, { file })),
      base,
      file,
    );
  }

  private async titleOf(id: string): Promise<string> {
    const kept = await this.store.find(id);
    return kept && 'item' in kept ? kept.item.title : id;
  }

  private how(reason: string): { at: string; actor: string; reason: string } {
    return { at: this.context.now().toISOString(), actor: this.actor, reason };
  }
}

function requireScale(scale: number): void {
  if (Number.isFinite(scale) && Math.abs(scale) <= LARGEST_SCALE) return;
  throw new StudioError('bad-argument', `A scale of ${scale} is beyond ±${LARGEST_SCALE}.`, {
    remedy: '1 is as it was trained, 0 takes its effect away.',
  });
}

function rowOf(
  kept: KeptAdapter,
  scale: number | null,
  textNow: (key: MemoryKey) => string | undefined,
): AdapterRow {
  const { id } = kept;
  if ('error' in kept) {
    return { id, item: null, standing: 'broken', problem: kept.error.describe(), changes: [], scale };
  }
  const changes = sourceChanges(kept.item.training?.sources ?? [], textNow);
  const standing = !kept.sealed ? 'foreign' : changes.length > 0 ? 'stale' : 'ready';
  return { id, item: kept.item, standing, problem: null, changes, scale };
}

function sameAdapters(a: readonly LlamaAdapter[], b: readonly LlamaAdapter[]): boolean {
  return (
    a.length === b.length && a.every(({ path, scale }, at) => b[at]?.path === path && b[at].scale === scale)
  );
}
