import type { EngineContext } from '../../base/context';
import { StudioError } from '../../base/errors';
import { Emitter, type Disposable } from '../../base/events';
import type { Completion, CompletionRequest, KvRuntime } from '../../inference/ports';
import type { KvCapability, KvItem, KvOutcome, KvRestore, KvRow } from '../../model/kvItem';
import type { MemoryKey } from '../../model/memory';
import type { KeptItem, KvStore } from '../items/kvStore';
import type { Capabilities } from '../model/capabilities';
import type { FileHashes } from '../model/fileHashes';
import { markOf, type ModelMark } from '../model/fingerprint';
import type { KvPrompt } from '../prompt/template';
import { afterAnswer } from './afterAnswer';
import { buildItem, type BuildOptions } from './buildItem';
import { packItem } from './packItem';
import { Restorer, type RestoreRequest } from './restorer';
import { hasExpired, rowOf } from './rows';
import { SlotTable } from './slotTable';
import { Turns } from './turns';
import { expectedUses, toEvict } from './worth';

export interface KvManagerOptions {
  readonly runtime: KvRuntime;
  readonly store: KvStore;
  readonly hashes: FileHashes;
  readonly capabilities: Capabilities;
  readonly context: EngineContext;
  /** Bytes on the disk that items may take together; 4 GiB where left out. */
  readonly budgetBytes?: number | undefined;
  /** First slot that items are held in; those before it are left to others. 0 where left out. */
  readonly firstSlot?: number | undefined;
  /** The text of a memory as it is now, or undefined where it is gone. */
  readonly memory?: ((key: MemoryKey) => string | undefined) | undefined;
}

/** What an answer was given with. */
export interface KvAnswer {
  readonly completion: Completion;
  readonly outcome: KvOutcome;
}

const BUDGET = 4 * 2 ** 30;
const RESTORES = 20;
/** An item with fewer expected uses than this is compressed. */
const COLD_USES = 0.1;

/**
 * The activation memory of one cube for one running model: builds items, brings them back, keeps them within the
 * budget. Work on slots is done one after the other. Rejects with StudioError; AbortError.
 */
export class KvManager implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onChanged = this.changed.event;
  private readonly slots = new SlotTable();
  private readonly turns = new Turns();
  private readonly restorer: Restorer;
  private kept: KeptItem[] | undefined;
  /** The model as it ran last; for lists, which must not start it. */
  private seen: ModelMark | undefined;

  constructor(private readonly options: KvManagerOptions) {
    this.restorer = new Restorer(options.runtime, options.store, this.slots);
  }

  /** All items as a list shows them, read anew from the disk. The model is not started for it. */
  async rows(): Promise<KvRow[]> {
    this.kept = undefined;
    const { memory, context } = this.options;
    const { failed } = this.restorer;
    const mark = this.seen;
    const now = context.now();
    return (await this.items()).map((kept) => rowOf(kept, { memory, mark, slots: this.slots, failed, now }));
  }

  /** One item; throws StudioError `not-found`, or why it cannot be read. */
  async item(id: string): Promise<KvItem> {
    const kept = await this.options.store.find(id);
    if (kept && 'item' in kept) return kept.item;
    throw (
      kept?.error ??
      new StudioError('not-found', `There is no KV item "${id}".`, { remedy: 'List the items.' })
    );
  }

  /** Builds an item; what another one has of its beginning is taken over. Throws `unsupported` where a model cannot. */
  build(prompt: KvPrompt, options: BuildOptions = {}): Promise<KvItem> {
    return this.turns.run(() => this.make(prompt, options, undefined));
  }

  /**
   * Builds an item anew under its id, from what its memories say now or from its own text; the old one stays valid
   * until the new one is whole.
   */
  rebuild(id: string, prompt: KvPrompt | undefined, options: BuildOptions = {}): Promise<KvItem> {
    return this.turns.run(async () => {
      const before = await this.item(id);
      const { pinned, expiresAt } = before;
      return this.make(prompt ?? { ...before }, { pinned, expiresAt, ...options }, before);
    });
  }

  /** Gets the beginning of a dialogue into a slot, and answers from there. */
  complete(request: CompletionRequest): Promise<KvAnswer> {
    return this.turns.run(async () => {
      const { runtime } = this.options;
      const { tokens } = await runtime.render(request.messages, true);
      const prepared = await this.prepare(tokens, { signal: request.signal });
      const { slot } = prepared;
      let holds: readonly number[] = [];
      try {
        const completion = await runtime.complete(request, slot);
        holds = tokens;
        const outcome = afterAnswer(prepared, completion);
        await this.account(outcome);
        return { completion, outcome };
      } finally {
        this.slots.set(slot, holds, holds.length > 0 && prepared.kind !== 'prefilled' ? prepared.item : null);
      }
    });
  }

  /** Brings one item into a slot, or computes it there, and tells which. */
  wake(id: string, options: Pick<BuildOptions, 'onProgress' | 'signal'> = {}): Promise<KvOutcome> {
    return this.turns.run(async () => {
      const item = await this.item(id);
      const only = (await this.items()).filter((kept) => kept.id === id);
      const prepared = await this.prepare(item.tokens, { always: true, items: only, signal: options.signal });
      const { ms } = await this.options.runtime.prefill(prepared.slot, item.tokens, options);
      this.slots.set(prepared.slot, item.tokens, id);
      const computed = prepared.reused < item.tokens.length ? ms : 0;
      const outcome = { ...prepared, prefillMs: computed, totalMs: prepared.totalMs + computed };
      await this.account(outcome);
      return outcome;
    });
  }

  /** Keeps an item whatever the budget and its age, or no longer. */
  pin(id: string, pinned: boolean): Promise<void> {
    return this.change(id, (item) => ({ ...item, pinned }));
  }

  /** Sets when an item's time is over; null for never. */
  expire(id: string, expiresAt: string | null): Promise<void> {
    return this.change(id, (item) => ({ ...item, expiresAt }));
  }

  /** Compresses an item on the disk; the next use unpacks it. */
  pack(id: string, signal?: AbortSignal): Promise<KvItem> {
    return this.turns.run(async () => {
      const packed = await packItem(this.options.store, await this.item(id), signal);
      this.forget();
      return packed;
    });
  }

  remove(id: string): Promise<void> {
    return this.turns.run(async () => {
      await this.options.store.remove(id);
      this.forget();
    });
  }

  /** Removes what has expired, what is beyond the budget and what was left half-written; compresses what is cold. */
  sweep(signal?: AbortSignal): Promise<{ removed: string[]; packed: string[] }> {
    return this.turns.run(async () => {
      const { store, context } = this.options;
      await store.clean(context.now());
      const removed = await this.makeRoom();
      const now = context.now().getTime();
      const packed: string[] = [];
      for (const kept of await this.items()) {
        if (!('item' in kept) || !kept.sealed || kept.item.pinned) continue;
        if (kept.item.stored.encoding === 'zstd' || expectedUses(kept.item, now) >= COLD_USES) continue;
        await packItem(store, kept.item, signal);
        packed.push(kept.id);
      }
      this.forget();
      return { removed, packed };
    });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async mark(signal?: AbortSignal): Promise<ModelMark> {
    const { runtime, hashes, firstSlot = 0 } = this.options;
    const facts = await runtime.facts(signal);
    this.seen = await markOf(facts, runtime.model, runtime.adapters, hashes, signal);
    const slots = Array.from({ length: facts.slots }, (_, slot) => slot);
    this.slots.sync(runtime.epoch, slots.slice(Math.min(firstSlot, facts.slots - 1)));
    return this.seen;
  }

  private async capability(mark: ModelMark, signal?: AbortSignal): Promise<KvCapability> {
    const { runtime, capabilities } = this.options;
    const known = await capabilities.known(mark);
    if (known) return known;
    const slot = this.slots.victim(() => 1);
    this.slots.set(slot, [], null);
    return capabilities.ensure(runtime, mark, slot, signal);
  }

  private async prepare(
    tokens: readonly number[],
    options: Pick<RestoreRequest, 'always' | 'signal'> & { items?: readonly KeptItem[] },
  ): Promise<KvOutcome> {
    const mark = await this.mark(options.signal);
    return this.restorer.prepare({
      items: options.items ?? (await this.items()),
      ...options,
      tokens,
      mark,
      now: this.options.context.now(),
      capability: () => this.capability(mark, options.signal),
    });
  }

  private async make(prompt: KvPrompt, options: BuildOptions, before: KvItem | undefined): Promise<KvItem> {
    const { runtime, store, context } = this.options;
    const mark = await this.mark(options.signal);
    const { restores, reason } = await this.capability(mark, options.signal);
    if (!restores) {
      throw new StudioError('unsupported', `Nothing can be kept for this model: ${reason}`, {
        remedy: 'Choose a model with full attention.',
      });
    }
    const { tokens } = await runtime.render(prompt.messages, false);
    const prepared = await this.prepare(tokens, { signal: options.signal });
    const base = (await this.items()).find((kept) => kept.id === prepared.item);
    try {
      const item = await buildItem(
        { runtime, store, context },
        { prompt, tokens, mark, prepared, base: base && 'item' in base ? base.item : undefined, before },
        options,
      );
      this.slots.set(prepared.slot, tokens, item.id);
      this.forget();
      await this.makeRoom(item.id);
      return item;
    } catch (error) {
      this.slots.set(prepared.slot, [], null);
      throw error;
    }
  }

  /** Removes what has expired and what is beyond the budget, but for one item. */
  private async makeRoom(keep?: string): Promise<string[]> {
    const { store, context, budgetBytes = BUDGET } = this.options;
    const now = context.now();
    const items = (await this.items()).flatMap((kept) => ('item' in kept ? [kept.item] : []));
    const expired = items.filter((item) => item.id !== keep && hasExpired(item, now));
    const rest = items.filter((item) => !expired.includes(item));
    const kept = new Set(keep === undefined ? [] : [keep]);
    const gone = [...expired.map(({ id }) => id), ...toEvict(rest, budgetBytes, now.getTime(), kept)];
    for (const id of gone) await store.remove(id);
    if (gone.length > 0) this.forget();
    return gone;
  }

  /** Notes a use of an item. That it cannot be noted must not cost the answer. */
  private async account(outcome: KvOutcome): Promise<void> {
    if (outcome.kind === 'prefilled' || outcome.item === null) return;
    const kept = (await this.items()).find(({ id }) => id === outcome.item);
    if (!kept || !('item' in kept) || !kept.sealed) return;
    const at = this.options.context.now().toISOString();
    const from = outcome.kind === 'restored' ? 'disk' : 'ram';
    const restore: KvRestore = { at, from, ms: outcome.restoreMs + outcome.checkMs, tokens: outcome.reused };
    const { item } = kept;
    const restores = [...item.figures.restores, restore].slice(-RESTORES);
    const used = {
      ...item,
      hits: item.hits + 1,
      savedMs: item.savedMs + outcome.savedMs,
      lastUsedAt: at,
      figures: { ...item.figures, restores },
    };
    try {
      await this.options.store.update(item.id, () => used);
      this.kept = (await this.items()).map((each) => (each.id === item.id ? { ...kept, item: used } : each));
      this.changed.fire();
    } catch (error) {
      this.options.context.log.error(error, 'The use of a KV item was not noted.');
    }
  }

  private change(id: string, step: (item: KvItem) => KvItem): Promise<void> {
    return this.turns.run(async () => {
      await this.options.store.update(id, step);
      this.forget();
    });
  }

  private async items(): Promise<readonly KeptItem[]> {
    return (this.kept ??= await this.options.store.list());
  }

  private forget(): void {
    this.kept = undefined;
    this.changed.fire();
  }
}
