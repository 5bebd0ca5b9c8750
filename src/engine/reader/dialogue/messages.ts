/**
 * Lists of messages: OpenAI's chat format, MemOS's own (with `chat_time` and `message_id`), ShareGPT's
 * (`from`, `value`), alone, in lists, or under `messages` or `conversations`.
 */
import { own } from '../../base/json/quick';
import { isRecord } from '../../base/json/value';
import type { JsonRecord, JsonValue } from '../../base/json/types';
import { contentText, roleOf, textOf } from './content';
import type { LocatedJson } from './located';
import type { Conversation, Turn } from './types';

/** Members under which a conversation keeps its messages. */
const HOLDERS = ['messages', 'conversations', 'conversation', 'turns', 'dialogue', 'chat'];

/** A list of messages found in a source, with the name of its conversation. */
export interface MessageList {
  readonly session: string | undefined;
  readonly items: readonly JsonValue[];
}

/** Lists of messages of a JSON value: itself, its conversations, or theirs; empty where there are none. */
export function messageLists(value: JsonValue): MessageList[] {
  if (isRecord(value)) return heldBy(value, undefined);
  if (!Array.isArray(value)) return [];
  const nested = value.flatMap((item, at): MessageList[] => {
    if (Array.isArray(item)) return [{ session: String(at + 1), items: item }];
    return isRecord(item) ? heldBy(item, String(at + 1)) : [];
  });
  return nested.length > 0 ? nested : [{ session: undefined, items: value }];
}

function heldBy(record: JsonRecord, place: string | undefined): MessageList[] {
  const holder = HOLDERS.find((name) => Array.isArray(own(record, name)));
  const items = holder === undefined ? undefined : own(record, holder);
  if (!Array.isArray(items)) return [];
  const inner = items.length > 0 && items.every(Array.isArray) ? items : [items];
  const name = textOf(record, 'session_id', 'conversation_id', 'id', 'title') ?? place;
  return inner.map((list, at) => ({
    session: inner.length === 1 ? name : `${name ?? 'conversation'}/${at + 1}`,
    items: list as JsonValue[],
  }));
}

/** Reads the messages of a list; `missing` is called with the lines of one that has a text and no role. */
export function readMessages(
  lists: readonly MessageList[],
  json: LocatedJson,
  missing: (lines: readonly [number, number] | undefined) => never,
): { conversations: Conversation[]; format: 'messages' | 'sharegpt' } {
  let shared = false;
  const conversations = lists.map(({ session, items }): Conversation => {
    const turns: Turn[] = [];
    for (const item of items) {
      if (!isRecord(item)) continue;
      const text = messageText(item);
      if (text === undefined) continue;
      const role = textOf(item, 'role', 'from') ?? textOf(own(item, 'author'), 'role');
      if (role === undefined) missing(json.linesOf(item));
      else turns.push(turnOf(item, role, text, json));
      shared ||= own(item, 'role') === undefined && own(item, 'from') !== undefined;
    }
    return { session, turns };
  });
  return { conversations, format: shared ? 'sharegpt' : 'messages' };
}

function turnOf(item: JsonRecord, role: string, text: string, json: LocatedJson): Turn {
  return {
    role: roleOf(role),
    name: textOf(item, 'name', 'speaker'),
    text,
    time: textOf(item, 'chat_time', 'timestamp', 'created_at', 'create_time', 'time', 'date'),
    id: textOf(item, 'message_id', 'id', 'uuid'),
    lines: json.linesOf(item),
  };
}

/** The text of a message; undefined where the object is no message. */
function messageText(item: JsonRecord): string | undefined {
  const content = contentText(own(item, 'content')) ?? textOf(item, 'value', 'text', 'message');
  const calls = own(item, 'tool_calls');
  if (!Array.isArray(calls)) return content ?? (own(item, 'value') === '' ? '' : undefined);
  const lines = calls.map((call) => {
    const target = own(call, 'function') ?? call;
    return `[tool call: ${textOf(target, 'name') ?? 'unnamed'}(${textOf(target, 'arguments') ?? ''})]`;
  });
  return [content, ...lines].filter(Boolean).join('\n');
}
