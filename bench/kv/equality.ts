import { promptOfTokens } from '../../src/engine/activation/measure/textOfTokens';
import type { CompletionRequest } from '../../src/engine/inference/ports';
import type { Equality } from './job.ts';
import type { Setting } from './setting.ts';

const TOKENS = 300;
const ANSWER = 32;

/**
 * The same question after an item that was brought back and after one that was computed, token by token. Both times
 * the same tokens go through the model in the same portions: other portions add numbers up in another order.
 */
export async function equalityOf({ chat, open }: Setting, prompts: number): Promise<Equality> {
  // What a slot holds already would be taken over, in other portions.
  await chat.clearSlot(0);
  const item = await open().build(await promptOfTokens(chat, TOKENS));
  let [same, tokens, worst] = [0, 0, 0];
  for (let at = 0; at < prompts; at += 1) {
    const request: CompletionRequest = {
      messages: [...item.messages, { role: 'user', content: question(at) }],
      maxTokens: ANSWER,
      temperature: 0,
      logprobs: 1,
    };
    await chat.clearSlot(0);
    await chat.prefill(0, item.tokens);
    await chat.probe(0, 1);
    const computed = await chat.complete(request, 0);
    await chat.clearSlot(0);
    const { completion, outcome } = await open().complete(request);
    if (outcome.kind !== 'restored') throw new Error(`not restored: ${outcome.sentence}`);
    const ids = (of: typeof completion): string => (of.logprobs ?? []).map(({ token }) => token).join();
    if (ids(computed) === ids(completion) && computed.text === completion.text) same += 1;
    tokens += completion.answerTokens ?? 0;
    worst = Math.max(worst, outcome.check?.worst ?? Infinity);
  }
  await open().remove(item.id);
  return { prompts, same, tokens, worst };
}

function question(at: number): string {
  return at % 2 === 0 ? `Where does box ${at + 1} stand?` : `Name three things that are near box ${at + 1}.`;
}
