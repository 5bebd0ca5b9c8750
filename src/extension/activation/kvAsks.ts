import { isAbort } from '../../engine/base/errors';
import type { ChatModel, CompletionRequest, KvRuntime } from '../../engine/inference/ports';
import type { KvOutcome } from '../../engine/model/kvItem';
import * as vscode from 'vscode';
import type { KvAsk } from '../../protocol/kvInspector';
import type { KvHome } from './kvHome';
import { outcomeText } from './outcomeText';
import { promptOf } from './promptOf';

/** Answers that are kept for an item. */
const KEPT = 20;
const MOST_TOKENS = 160;

/** A question about an item. */
export interface Question {
  readonly id: string;
  readonly question: string;
  /** Whether everything is computed, nothing reused. */
  readonly cold: boolean;
  readonly stream: string;
  readonly onText: (text: string) => void;
}

/** Questions to the model with an item as the beginning of the prompt, and what it cost to answer them. */
export class KvAsks {
  private readonly kept = new Map<string, readonly KvAsk[]>();
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly home: KvHome) {}

  /** The latest answers of an item, oldest first. */
  of(id: string): readonly KvAsk[] {
    return this.kept.get(id) ?? [];
  }

  stop(stream: string): void {
    this.running.get(stream)?.abort();
  }

  /**
   * Asks; the memories of a stale item are asked about as they are now. An answer that is stopped is kept as far as it
   * came.
   */
  async ask(asked: Question): Promise<KvAsk> {
    const { home } = this;
    const controller = new AbortController();
    this.running.set(asked.stream, controller);
    try {
      const item = await home.manager().item(asked.id);
      const { messages } = (await promptOf(home.cube, item)) ?? item;
      const request: CompletionRequest = {
        messages: [...messages, { role: 'user', content: asked.question }],
        ...{ maxTokens: MOST_TOKENS, temperature: 0, signal: controller.signal },
      };
      const answered = await this.home.withModel((manager, runtime) =>
        answer(asked, request, asked.cold ? (all) => cold(all, runtime) : (all) => manager.complete(all)),
      );
      const ask: KvAsk = { id: home.shared.context.newId(), ...answered, cold: asked.cold };
      this.kept.set(asked.id, [...this.of(asked.id), ask].slice(-KEPT));
      return ask;
    } finally {
      this.running.delete(asked.stream);
    }
  }

  dispose(): void {
    for (const controller of this.running.values()) controller.abort();
  }
}

type Completed = Awaited<ReturnType<typeof cold>>;

async function answer(
  { question, onText }: Question,
  request: CompletionRequest,
  complete: (request: CompletionRequest) => Promise<Completed>,
): Promise<Omit<KvAsk, 'id' | 'cold'>> {
  const started = performance.now();
  const heard = { text: '', firstMs: 0 };
  const listening = {
    ...request,
    onText: (piece: string): void => {
      if (heard.firstMs === 0) heard.firstMs = performance.now() - started;
      heard.text += piece;
      onText(piece);
    },
  };
  const at = new Date().toISOString();
  try {
    const { completion, outcome } = await complete(listening);
    const { text, promptTokens = 0, reusedTokens = 0, answerTokens = 0, ttftMs = heard.firstMs } = completion;
    return {
      ...{ question, answer: text.trim(), at, stopped: false, promptTokens, reusedTokens, answerTokens },
      ttftMs: outcome?.totalMs ?? ttftMs,
      totalMs: performance.now() - started,
      outcome,
      sentence: outcome ? outcomeText(outcome) : vscode.l10n.t('Everything was computed anew, to compare.'),
    };
  } catch (error) {
    if (!isAbort(error) || request.signal?.aborted !== true) throw error;
    return {
      ...{ question, answer: heard.text.trim(), at, stopped: true, promptTokens: 0, reusedTokens: 0 },
      ...{ answerTokens: 0, ttftMs: heard.firstMs, totalMs: performance.now() - started, outcome: null },
      sentence: vscode.l10n.t('It was stopped before its figures were known.'),
    };
  }
}

/** Answers from the slot that no item is held in, emptied first. */
async function cold(
  request: CompletionRequest,
  runtime: ChatModel & KvRuntime,
): Promise<{ completion: Awaited<ReturnType<KvRuntime['complete']>>; outcome: KvOutcome | null }> {
  await runtime.clearSlot(0);
  return { completion: await runtime.complete(request, 0), outcome: null };
}
