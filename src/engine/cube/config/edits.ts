import { setValue } from '../../base/json/edit';
import { CONFIG_STYLE, detectStyle } from '../../base/json/style';
import type { JsonMember, JsonObjectNode, JsonPath } from '../../base/json/types';
import type { Edit, Stretch } from './findings';

/** Replaces a stretch of the text. */
export const replace = (at: Stretch, text: string): Edit => ({ start: at.start, end: at.end, text });

/** Takes a member out, with the comma that goes with it. Works on the very member, also a duplicate. */
export function removeMember(parent: JsonObjectNode, member: JsonMember): Edit {
  const index = parent.members.indexOf(member);
  const previous = parent.members[index - 1];
  const next = parent.members[index + 1];
  if (previous) return { start: previous.value.end, end: member.value.end, text: '' };
  if (next) return { start: member.keyStart, end: next.keyStart, text: '' };
  return { start: parent.start + 1, end: parent.end - 1, text: '' };
}

/** Puts a member before all others, laid out as they are. */
export function addFirstMember(text: string, parent: JsonObjectNode, key: string, raw: string): Edit {
  const first = parent.members[0];
  const body = `${JSON.stringify(key)}: ${raw}`;
  if (!first) return { start: parent.start + 1, end: parent.end - 1, text: body };
  const space = text.slice(parent.start + 1, first.keyStart) || ' ';
  return { start: first.keyStart, end: first.keyStart, text: `${body},${space}` };
}

/** Sets the value at a path of the text, adding the member where it is missing. */
export function setMember(text: string, path: JsonPath, raw: string): Edit {
  const splice = setValue(text, path, raw, { style: detectStyle(text, CONFIG_STYLE) });
  return { start: splice.at, end: splice.at + splice.remove, text: splice.insert };
}
