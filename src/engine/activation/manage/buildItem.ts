import { rm } from 'node:fs/promises';
import type { EngineContext } from '../../base/context';
import { StudioError } from '../../base/errors';
import type { KvRuntime } from '../../inference/ports';
import type { KvItem, KvOutcome } from '../../model/kvItem';
import type { KvStore } from '../items/kvStore';
import { withTokens, type ModelMark } from '../model/fingerprint';
import type { KvPrompt } from '../prompt/template';
import { readStateLayout } from '../state/layout';
import { badState, withStateFile } from '../state/stateSource';
import { CHECK_TOP } from './compareChecks';
import { prefillMsOf } from './worth';

export interface BuildWith {
  readonly runtime: KvRuntime;
  readonly store: KvStore;
  readonly context: EngineContext;
}

export interface BuildOptions {
  readonly pinned?: boolean | undefined;
  /** ISO 8601. */
  readonly expiresAt?: string | null | undefined;
  /** Tokens computed so far. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BuildFrom {
  readonly prompt: KvPrompt;
  readonly tokens: readonly number[];
  readonly mark: ModelMark;
  /** The slot, with what was there of the beginning. */
  readonly prepared: KvOutcome;
  /** The item that the beginning was taken over from. */
  readonly base: KvItem | undefined;
  /** The item that this one takes the place of. */
  readonly before: KvItem | undefined;
}

/** Tokens of a slot that a question and its answer need at least. */
const ROOM = 128;

/**
 * Computes the rest in the slot, writes the state, reads it back with our own reader, and then the item: until that
 * moment what was there before stays valid. Throws StudioError `bad-argument` (too long), `no-space`, `io`; AbortError.
 */
export async function buildItem(
  { runtime, store, context }: BuildWith,
  { prompt, tokens, mark, prepared, base, before }: BuildFrom,
  options: BuildOptions,
): Promise<KvItem> {
  if (tokens.length > mark.contextSize - ROOM) throw tooLong(tokens.length, mark.contextSize);
  const started = performance.now();
  const { slot } = prepared;
  const { reused } = await runtime.prefill(slot, tokens, options);
  const computedMs = performance.now() - started;
  // The runtime may tell more of a token than the file keeps.
  const check = (await runtime.probe(slot, CHECK_TOP)).map(({ token, logprob }) => ({ token, logprob }));
  options.signal?.throwIfAborted();
  const id = before?.id ?? context.newId();
  const part = await store.part(id);
  try {
    const saving = performance.now();
    const { bytes } = await runtime.saveSlot(slot, part);
    const saveMs = performance.now() - saving;
    await checkState(part, tokens);
    const stored = await store.adopt(id, part, { encoding: 'plain', stateBytes: bytes });
    const takenOver = base ? Math.min(reused, prepared.reused) : 0;
    const item: KvItem = {
      id,
      title: prompt.title,
      createdAt: context.now().toISOString(),
      origin: prompt.origin,
      template: prompt.template,
      messages: prompt.messages,
      tokens,
      fingerprint: withTokens(mark, tokens),
      sources: prompt.sources,
      check,
      figures: {
        prefillMs: wholeMs(computedMs, tokens.length, reused, base),
        saveMs,
        extendedFrom: takenOver,
        buildMs: prepared.totalMs + computedMs,
        restores: [],
      },
      stored,
      hits: before?.hits ?? 0,
      savedMs: before?.savedMs ?? 0,
      lastUsedAt: before?.lastUsedAt ?? null,
      pinned: options.pinned ?? false,
      expiresAt: options.expiresAt ?? null,
    };
    await store.write(item);
    return item;
  } finally {
    await rm(part, { force: true });
  }
}

/** What computing all of it would have taken: the part that was, and for the rest what the other item measured. */
function wholeMs(computedMs: number, tokens: number, reused: number, base: KvItem | undefined): number {
  if (reused === 0) return computedMs;
  if (base) return computedMs + prefillMsOf(base, Math.min(reused, base.tokens.length));
  return reused < tokens ? (computedMs * tokens) / (tokens - reused) : computedMs;
}

/** What was written must be a state of these tokens, or it would be found out only when it is needed. */
async function checkState(path: string, tokens: readonly number[]): Promise<void> {
  await withStateFile(path, async (source) => {
    const layout = await readStateLayout(source);
    const same =
      layout.tokens.length === tokens.length && tokens.every((token, at) => layout.tokens[at] === token);
    if (!same) throw badState('llama.cpp wrote the state of another text.', path);
  });
}

function tooLong(tokens: number, contextSize: number): StudioError {
  return new StudioError(
    'bad-argument',
    `This text has ${tokens} tokens; with a question and its answer a slot of ${contextSize} has room for ${contextSize - ROOM}.`,
    { remedy: 'Choose fewer memories, or set a larger context where the model has room for it.' },
  );
}
