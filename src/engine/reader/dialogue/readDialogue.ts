/** Tells which form of dialogue a JSON text has, and reads it. */
import { own } from '../../base/json/quick';
import { isRecord } from '../../base/json/value';
import { badDocument } from '../badDocument';
import type { Source } from '../types';
import { readChatGpt } from './chatgpt';
import type { LocatedJson } from './located';
import { readLocomo } from './locomo';
import { messageLists, readMessages } from './messages';
import type { Conversation, Dialogue, DialogueFormat } from './types';

/**
 * The dialogue in a JSON value. Undefined where it is no dialogue.
 * @throws StudioError `bad-document` for messages without roles, and for a dialogue in which nobody says anything
 */
export function readDialogue(source: Source, json: LocatedJson): Dialogue | undefined {
  const locomo = readLocomo(json);
  if (locomo) return filled(source, 'locomo', locomo);
  const chatgpt = readChatGpt(json);
  if (chatgpt) return filled(source, 'chatgpt', chatgpt);
  const lists = messageLists(json.value).filter(({ items }) => items.some(looksLikeMessage));
  if (lists.length === 0) return undefined;
  const { conversations, format } = readMessages(lists, json, (lines) => {
    // Lines of a located value count from the beginning of the file already.
    const line = lines && lines[0] - (source.firstLine ?? 1) + 1;
    throw badDocument(
      source,
      'This message says nothing about who speaks.',
      'Give each message a "role" ("user", "assistant", "system" or "tool"), or save the file with the ending .txt to read it as plain text.',
      { line },
    );
  });
  return filled(source, format, conversations);
}

/** Whether an item has what only messages have: a text together with a role, or nothing but a text. */
function looksLikeMessage(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false;
  const record = item as Parameters<typeof own>[0];
  if (!isRecord(record)) return false;
  const has = (...names: string[]): boolean => names.some((name) => own(record, name) !== undefined);
  return (
    has('content', 'tool_calls', 'value', 'text', 'message') &&
    (has('role', 'from', 'author') || isBare(Object.keys(record)))
  );
}

/** Members that a message without a role may have; an object with others is some other kind of record. */
const MESSAGE_MEMBERS = new Set(
  'content text value message id message_id chat_time time timestamp created_at date name speaker'.split(' '),
);

function isBare(keys: readonly string[]): boolean {
  return keys.every((key) => MESSAGE_MEMBERS.has(key));
}

function filled(source: Source, format: DialogueFormat, conversations: readonly Conversation[]): Dialogue {
  const spoken = conversations
    .map(({ session, turns }) => ({ session, turns: turns.filter(({ text }) => text.trim() !== '') }))
    .filter(({ turns }) => turns.length > 0);
  if (spoken.length > 0) return { format, conversations: spoken };
  throw badDocument(
    source,
    'Nobody says anything in this dialogue.',
    'Choose a file with messages that have a text.',
  );
}
