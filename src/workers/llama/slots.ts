import { open, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { StudioError, describeError } from '../../engine/base/errors';
import type { LlamaAdapter } from '../../engine/model/llamaWorker';
import type { TokenProbability } from '../../engine/model/tokens';
import { likeliest } from './likeliest';
import { portionsOf } from './portions';

export interface SlotOptions {
  /** Tokens of one slot. */
  readonly contextSize: number;
  readonly threads: number;
  readonly slots: number;
  /** Tokens that are computed at once: between them work can be cancelled, and tells how far it is. */
  readonly portion: number;
}

export interface FillOptions {
  readonly signal: AbortSignal;
  /** Where portions end in any case; see `portionsOf`. */
  readonly bounds: readonly number[];
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Bytes free on a disk below which a failed write was for want of space. */
const FULL = 1 << 20;

/** The keys and values of some texts side by side. What a slot says it holds is what it holds, whatever failed. */
export class Slots {
  private constructor(
    private readonly context: LlamaContext,
    private readonly sequences: LlamaContextSequence[],
    private readonly portion: number,
  ) {}

  /** Throws StudioError `unavailable` where memory does not suffice, `bad-adapter` for an adapter that does not fit. */
  static async open(
    model: LlamaModel,
    { contextSize, threads, slots, portion }: SlotOptions,
    adapters: readonly LlamaAdapter[] = [],
  ): Promise<Slots> {
    const lora = { adapters: adapters.map(({ path, scale }) => ({ filePath: path, scale })) };
    try {
      const context = await model.createContext({
        contextSize,
        threads,
        sequences: slots,
        // Another size than the one that was asked for would come as a surprise later.
        failedCreationRemedy: false,
        ...(adapters.length > 0 ? { lora } : {}),
      });
      return new Slots(
        context,
        Array.from({ length: slots }, () => newSequence(context)),
        portion,
      );
    } catch (error) {
      const why = describeError(error);
      throw adapters.length > 0
        ? new StudioError('bad-adapter', `llama.cpp does not take these adapters: ${why}`, { cause: error })
        : new StudioError(
            'unavailable',
            `There is no room for ${slots} slots of ${contextSize} tokens: ${why}`,
            { cause: error, remedy: 'Set fewer slots or a smaller context.' },
          );
    }
  }

  get contextSize(): number {
    return this.context.contextSize;
  }

  get kvTypes(): { key: number; value: number } {
    return { key: this.context.kvCacheKeyType, value: this.context.kvCacheValueType };
  }

  /** What llama.cpp has for a slot. Throws StudioError `bad-argument` for one that is not there. */
  at(slot: number): LlamaContextSequence {
    const sequence = this.sequences[slot];
    if (sequence) return sequence;
    const slots = this.sequences.length;
    throw new StudioError('bad-argument', `There is no slot ${slot}; this model has ${slots}, from 0.`);
  }

  /**
   * Makes a slot hold the beginning of these tokens up to the last portion, and gives that portion: it is left for
   * the caller to compute. Work that is cut off leaves the slot with what is computed by then.
   */
  async fill(
    slot: number,
    tokens: readonly Token[],
    { signal, bounds, onProgress }: FillOptions,
  ): Promise<{ last: Token[] }> {
    const sequence = this.at(slot);
    this.checkLength(tokens.length);
    const kept = Math.min(commonLength(sequence.contextTokens, tokens), tokens.length - 1);
    await erase(sequence, kept);
    const portions = portionsOf(kept, tokens.length, bounds, this.portion);
    const last = portions.pop();
    onProgress?.(kept, tokens.length);
    for (const { start, end } of portions) {
      signal.throwIfAborted();
      await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, end));
      onProgress?.(end, tokens.length);
    }
    signal.throwIfAborted();
    return { last: last ? tokens.slice(last.start, last.end) : [] };
  }

  /** Makes a slot hold these tokens and no others. Gives how many of them were not computed. */
  async prefill(slot: number, tokens: readonly Token[], options: FillOptions): Promise<number> {
    const sequence = this.at(slot);
    const computed = meter(sequence);
    if (tokens.length > 0 && commonLength(sequence.contextTokens, tokens) === tokens.length) {
      await erase(sequence, tokens.length);
    } else {
      const { last } = await this.fill(slot, tokens, options);
      await sequence.evaluateWithoutGeneratingNewTokens(last);
      options.onProgress?.(tokens.length, tokens.length);
    }
    return Math.max(0, tokens.length - computed());
  }

  /** The likeliest next tokens after what a slot holds, whose last token is computed anew. */
  async probe(slot: number, top: number): Promise<TokenProbability[]> {
    const sequence = this.filled(slot);
    const tokens = sequence.contextTokens;
    await erase(sequence, tokens.length - 1);
    const said = (token: Token): string => sequence.model.detokenize([token], true);
    const next = sequence.evaluateWithMetadata(
      tokens.slice(-1),
      { probabilities: true },
      { temperature: 0, yieldEogToken: true },
    );
    try {
      const { value } = await next.next();
      return value ? likeliest(value.probabilities, top, said) : [];
    } finally {
      await next.return();
    }
  }

  /**
   * Writes a slot's state to a new file, whole and on the disk, or leaves none.
   * @throws StudioError `bad-argument` for an empty slot or a file that is there already, `no-space`, `io`
   */
  async save(slot: number, path: string): Promise<{ tokens: number; bytes: number }> {
    const sequence = this.filled(slot);
    await claim(path);
    try {
      const { fileSize } = await sequence.saveStateToFile(path);
      // A disk may be found full only when what was written is put on it.
      const file = await open(path, 'r+');
      await file.sync().finally(() => file.close());
      const { size } = await stat(path);
      if (size !== fileSize) throw new Error(`${size} of ${fileSize} bytes were written`);
      return { tokens: sequence.nextTokenIndex, bytes: size };
    } catch (error) {
      await rm(path, { force: true });
      throw await notWritten(path, error);
    }
  }

  /**
   * Replaces what a slot holds by a state file. A file that is not taken leaves the slot empty.
   * @throws StudioError `bad-model` for a state of another model, build or size, or a damaged one
   */
  async restore(slot: number, path: string): Promise<{ tokens: number }> {
    const sequence = this.at(slot);
    try {
      await sequence.loadStateFromFile(path, { acceptRisk: true });
      return { tokens: sequence.nextTokenIndex };
    } catch (error) {
      await this.renew(slot);
      throw new StudioError(
        'bad-model',
        `This state does not fit the model, its build or the size of its slots: ${describeError(error)}`,
        { cause: error, place: { file: path }, remedy: 'Build it again from its text.' },
      );
    }
  }

  /** llama.cpp would drop the beginning of what does not fit, silently. The last cell of a slot stays free. Throws `bad-argument`. */
  checkLength(tokens: number): void {
    if (tokens === 0) throw new StudioError('bad-argument', 'There are no tokens to compute.');
    if (tokens < this.contextSize) return;
    throw badLength(`These are ${tokens} tokens; a slot of this model has room for ${this.contextSize - 1}.`);
  }

  async clear(slot: number): Promise<void> {
    await erase(this.at(slot), 0);
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
  }

  private filled(slot: number): LlamaContextSequence {
    const sequence = this.at(slot);
    if (sequence.nextTokenIndex > 0) return sequence;
    throw new StudioError('bad-argument', `Slot ${slot} is empty.`, {
      remedy: 'Fill it first; after a restart of the model all slots are empty.',
    });
  }

  /** Gives a sequence whose state is unknown up for a new one. */
  async renew(slot: number): Promise<void> {
    await this.at(slot).dispose();
    this.sequences[slot] = newSequence(this.context);
  }
}

/** A dialogue or its answer that has no room. */
export function badLength(message: string): StudioError {
  return new StudioError('bad-argument', message, {
    remedy: 'Use a shorter text, or set a larger context where the model has room for it.',
  });
}

/** Counts tokens that a sequence computes from now on. */
export function meter(sequence: LlamaContextSequence): () => number {
  const before = sequence.tokenMeter.getState();
  return () => {
    const { usedInputTokens, usedOutputTokens } = sequence.tokenMeter.diff(before);
    return usedInputTokens + usedOutputTokens;
  };
}

function newSequence(context: LlamaContext): LlamaContextSequence {
  const strategy = (): never => {
    throw badLength(`The slot is full: it has room for ${context.contextSize - 1} tokens.`);
  };
  return context.getSequence({ contextShift: { strategy } });
}

async function erase(sequence: LlamaContextSequence, start: number): Promise<void> {
  const end = sequence.nextTokenIndex;
  if (start < end) await sequence.eraseContextTokenRanges([{ start, end }]);
}

function commonLength(a: readonly Token[], b: readonly Token[]): number {
  const differs = a.findIndex((token, i) => b[i] !== token);
  return differs < 0 ? a.length : differs;
}

/** Makes an empty file of that name, which nobody else has then. */
async function claim(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'EEXIST') throw await notWritten(path, error);
    throw new StudioError('bad-argument', 'There is a file of that name already.', { place: { file: path } });
  }
}

async function notWritten(path: string, error: unknown): Promise<StudioError> {
  const disk = await statfs(dirname(path)).catch(() => undefined);
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const full = code === 'ENOSPC' || (disk !== undefined && disk.bavail * disk.bsize < FULL);
  const details = { cause: error, place: { file: path } };
  return full
    ? new StudioError('no-space', 'The disk is full; nothing was kept of the state.', details)
    : new StudioError('io', `The state was not written: ${describeError(error)}`, details);
}
