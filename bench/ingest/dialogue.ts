import { createRandom } from '../lib/random.ts';
import { text } from '../lib/sentences.ts';

/** A dialogue of two speakers, the same for the same number of messages, as OpenAI's messages in JSON. */
export function dialogueOf(messages: number): string {
  const random = createRandom('ingest');
  return JSON.stringify(
    Array.from({ length: messages }, (_, at) => ({
      role: at % 2 === 0 ? 'user' : 'assistant',
      content: text(random, 'en', random.int(40, 240)),
    })),
  );
}
