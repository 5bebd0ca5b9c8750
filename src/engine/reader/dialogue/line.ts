import type { JsonRecord } from '../../base/json/types';
import type { Source } from '../types';
import type { Turn } from './types';

/** A turn as MemOS feeds it to a model: `role: [chat_time]: content`. The speaker's name stands for the role. */
export function lineOf({ role, name, time, text }: Turn): string {
  return `${name ?? role}: ${time === undefined ? '' : `[${time}]: `}${text}`;
}

/** MemOS's SourceMessage of a turn; `turn` is its 1-based number in its conversation. */
export function sourceOf(source: Source, turn: Turn, number: number): JsonRecord {
  const { role, name, time, id, lines, text } = turn;
  return {
    type: 'chat',
    role,
    ...(name === undefined ? {} : { name }),
    ...(time === undefined ? {} : { chat_time: time }),
    ...(id === undefined ? {} : { message_id: id }),
    content: text,
    doc_path: source.name,
    ...(lines === undefined ? {} : { lines: [...lines] }),
    turn: number,
  };
}
