/** The text of a message, whatever shape its content has. */
import { own } from '../../base/json/quick';
import type { JsonValue } from '../../base/json/types';

/** A member that is a text or a number, as text; undefined for anything else and for ''. */
export function textOf(value: JsonValue | undefined, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const member = own(value, key);
    if (typeof member === 'string' && member !== '') return member;
    if (typeof member === 'number' && Number.isFinite(member)) return String(member);
  }
  return undefined;
}

/**
 * Text of an OpenAI-style content: a text, or parts of which text is taken as it is and anything else is named
 * in brackets. Undefined for what is no content at all.
 */
export function contentText(content: JsonValue | undefined): string | undefined {
  if (typeof content === 'string') return content;
  if (content === null) return '';
  if (!Array.isArray(content)) return content === undefined ? undefined : partText(content);
  return content.map(partText).filter(Boolean).join('\n');
}

function partText(part: JsonValue): string {
  if (typeof part === 'string') return part;
  const text = own(part, 'text');
  if (typeof text === 'string') return text;
  // Older OpenAI assistants: {"type": "text", "text": {"value": "…"}}.
  const value = textOf(text, 'value') ?? textOf(part, 'content', 'value', 'refusal');
  if (value !== undefined) return value;
  const type = textOf(part, 'type', 'content_type');
  if (type === undefined) return '';
  const name = textOf(own(part, 'file'), 'filename') ?? textOf(part, 'name', 'filename');
  return `[${type.replace(/_(url|asset_pointer)$/, '').replaceAll('_', ' ')}${name === undefined ? '' : `: ${name}`}]`;
}

/** Names that exports have for roles, as MemOS names them; others stay as they are, in lower case. */
const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  prompter: 'user',
  customer: 'user',
  me: 'user',
  用户: 'user',
  我: 'user',
  gpt: 'assistant',
  ai: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  chatgpt: 'assistant',
  claude: 'assistant',
  助手: 'assistant',
  助理: 'assistant',
  系统: 'system',
  developer: 'system',
  function: 'tool',
  observation: 'tool',
  function_call: 'assistant',
};

/** `user`, `assistant`, `system`, `tool`, or the name in lower case. */
export function roleOf(name: string): string {
  const lower = name.trim().toLowerCase();
  return Object.hasOwn(ROLES, lower) ? ROLES[lower]! : lower;
}

const KNOWN = new Set(['user', 'assistant', 'system', 'tool']);

/** Whether a name stands for one of the four roles. */
export function isRole(name: string): boolean {
  return KNOWN.has(roleOf(name));
}
