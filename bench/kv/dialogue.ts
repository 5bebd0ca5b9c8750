import { memoriesPrompt } from '../../src/engine/activation/prompt/template';
import { sentences } from '../../src/engine/activation/measure/textOfTokens';
import { emptySlots } from '../../src/engine/activation/measure/measureRestore';
import type { ChatMessage } from '../../src/engine/inference/ports';
import type { KvItem, TemplateMemory } from '../../src/engine/model/kvItem';
import type { Dialogue, Extension } from './job.ts';
import type { Setting } from './setting.ts';

const MEMORIES = 40;
const EDIT_EVERY = 7;
/** Turns that stay in the prompt. */
const KEPT = 3;
const ANSWER = 8;

function memories(count: number): TemplateMemory[] {
  return sentences(count).map((text, at) => ({
    key: `m${at}`,
    title: text.slice(0, 20),
    text,
    pinned: false,
    changedAt: at,
  }));
}

function edited(list: readonly TemplateMemory[], at: number, changedAt: number): TemplateMemory[] {
  return list.map((memory, place) =>
    place === at ? { ...memory, text: `${memory.text} It was opened.`, changedAt } : memory,
  );
}

/** The last of some memories edited and one added: what is taken over, against building all of it. */
export async function extensionOf({ chat, open }: Setting): Promise<Extension> {
  const list = memories(80);
  const first = await open().build(memoriesPrompt(list));
  const next = memoriesPrompt([
    ...edited(list, 79, 1000),
    ...memories(81)
      .slice(80)
      .map((each) => ({ ...each, changedAt: 2000 })),
  ]);
  await emptySlots(chat);
  const extended = await open().rebuild(first.id, next);
  await open().remove(first.id);
  await emptySlots(chat);
  const rebuilt = await open().build(next);
  await open().remove(rebuilt.id);
  const { extendedFrom, buildMs } = extended.figures;
  return {
    tokens: rebuilt.tokens.length,
    takenOver: extendedFrom,
    extendMs: buildMs,
    rebuildMs: rebuilt.figures.buildMs,
  };
}

/** A dialogue over memories, one of which is edited now and then; once with items, once without. */
export async function dialogueOf(setting: Setting, turns: number): Promise<Dialogue> {
  const { chat, open } = setting;
  const manager = open();
  let list = memories(MEMORIES);
  let item: KvItem = await manager.build(memoriesPrompt(list));
  const asked: { messages: ChatMessage[] }[] = [];
  const outcomes: Record<string, number> = {};
  let [edits, promptTokens, reusedTokens, withMs, rebuildMs] = [0, 0, 0, 0, 0];
  let told: ChatMessage[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    if (turn % EDIT_EVERY === 0) {
      // Mostly what was said lately changes; now and then something old.
      list = edited(list, edits % 3 === 2 ? MEMORIES >> 1 : MEMORIES - 1, 1000 + turn);
      edits += 1;
      const started = performance.now();
      item = await manager.rebuild(item.id, memoriesPrompt(list));
      rebuildMs += performance.now() - started;
    }
    const question: ChatMessage = {
      role: 'user',
      content: `Where does box ${((turn * 13) % MEMORIES) + 1} stand?`,
    };
    const messages = [...item.messages, ...told.slice(-2 * KEPT), question];
    asked.push({ messages });
    const { completion, outcome } = await manager.complete({ messages, maxTokens: ANSWER, temperature: 0 });
    outcomes[outcome.kind] = (outcomes[outcome.kind] ?? 0) + 1;
    promptTokens += outcome.promptTokens;
    reusedTokens += outcome.reused;
    withMs += outcome.totalMs;
    told = [...told, question, { role: 'assistant', content: completion.text }];
  }
  let withoutMs = 0;
  for (const { messages } of asked) {
    await emptySlots(chat);
    withoutMs += (await chat.complete({ messages, maxTokens: 1, temperature: 0 })).ttftMs ?? 0;
  }
  await manager.remove(item.id);
  return { turns, edits, outcomes, promptTokens, reusedTokens, withMs, withoutMs, rebuildMs };
}
