/**
 * `conversations.json` of ChatGPT's data export: each conversation is a tree of messages (`mapping`), of which the
 * branch that ends at `current_node` is what its user sees.
 */
import { own } from '../../base/json/quick';
import { isRecord } from '../../base/json/value';
import type { JsonRecord, JsonValue } from '../../base/json/types';
import { contentText, roleOf, textOf } from './content';
import type { LocatedJson } from './located';
import type { Conversation, Turn } from './types';

/** The conversations of an export; undefined where the value is none. */
export function readChatGpt(json: LocatedJson): Conversation[] | undefined {
  const list = Array.isArray(json.value) ? json.value : [json.value];
  const first = list[0];
  if (!isRecord(first) || !isRecord(own(first, 'mapping'))) return undefined;
  return list.filter(isRecord).map((conversation, at) => ({
    session: textOf(conversation, 'title', 'conversation_id', 'id') ?? String(at + 1),
    turns: branch(conversation).flatMap((message) => turnOf(message, json) ?? []),
  }));
}

/** Messages from the root to the current node; a tree that bites its tail ends where it does. */
function branch(conversation: JsonRecord): JsonRecord[] {
  const mapping = own(conversation, 'mapping');
  const messages: JsonRecord[] = [];
  const seen = new Set<string>();
  let id = textOf(conversation, 'current_node') ?? lastLeaf(mapping);
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const node = own(mapping, id);
    const message = own(node, 'message');
    if (isRecord(message)) messages.push(message);
    id = textOf(node, 'parent');
  }
  return messages.reverse();
}

/** The last node without children, for exports that do not say which is the current one. */
function lastLeaf(mapping: JsonValue | undefined): string | undefined {
  if (!isRecord(mapping)) return undefined;
  return Object.keys(mapping).findLast((id) => {
    const children = own(mapping[id], 'children');
    return !Array.isArray(children) || children.length === 0;
  });
}

function turnOf(message: JsonRecord, json: LocatedJson): Turn | undefined {
  const content = own(message, 'content');
  const text = contentText(own(content, 'parts') ?? own(content, 'text') ?? content ?? null);
  const hidden = own(own(message, 'metadata'), 'is_visually_hidden_from_conversation') === true;
  if (hidden || text === undefined || text.trim() === '') return undefined;
  const created = own(message, 'create_time');
  return {
    role: roleOf(textOf(own(message, 'author'), 'role') ?? 'assistant'),
    name: textOf(own(message, 'author'), 'name'),
    text,
    time: typeof created === 'number' ? new Date(created * 1000).toISOString() : undefined,
    id: textOf(message, 'id'),
    lines: json.linesOf(message),
  };
}
