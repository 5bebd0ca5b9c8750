import { dumpsAscii } from './pythonJson.ts';
import type { PythonValue } from './pythonJson.ts';
import type { Random } from './random.ts';
import type { Language } from './sentences.ts';
import { chatTime } from './times.ts';

/**
 * Where a memory came from, as MemOS leaves it: mostly a string that must be decoded twice, sometimes a plain
 * object, rarely a string encoded three times after another trip through the database.
 */
export function source(random: Random, language: Language, time: number, content: string): PythonValue {
  const plain = random.chance(0.8)
    ? { type: 'chat', role: 'user', chat_time: chatTime(time), content, lang: language }
    : { type: 'doc', doc_path: `notes/${String(random.int(1, 400))}.md`, content };
  const layers = random.chance(0.25) ? 0 : random.chance(0.95) ? 2 : 3;
  let value: PythonValue = plain;
  for (let i = 0; i < layers; i++) value = dumpsAscii(value);
  return value;
}

/** One entry of `usage`: a JSON string with the time and the caller. */
export function usageEntry(time: string): string {
  return dumpsAscii({ time, info: { user_id: 'bench', session_id: 'default_session' } });
}
