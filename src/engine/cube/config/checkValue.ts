/** Strict typing as pydantic does it: nothing is converted, only a whole number may stand for a float. */
import type { JsonMember, JsonNode, JsonObjectNode } from '../../base/json/types';
import type { ProblemFix } from '../../model/problem';
import type { FieldSpec } from './catalogue';
import type { ConfigMessage } from './configMessages';
import { removeMember, replace } from './edits';
import { fix, valuePlace, type Findings } from './findings';
import { isIsoDateTime } from './isoDateTime';

/** Checks the value of a member that is no configuration object itself. */
export function checkValue(
  owner: JsonObjectNode,
  member: JsonMember,
  spec: FieldSpec,
  findings: Findings,
): void {
  const { key, value } = member;
  const place = valuePlace(member);
  if (spec.type === 'any' || (value.kind === 'null' && spec.nullable)) return;
  if (value.kind === 'null') {
    const fixes = spec.required ? [] : [fix('remove', [key], removeMember(owner, member))];
    findings.add('error', 'null', 'null', place, [key], fixes);
    return;
  }
  const wrong = wrongType(value, spec, findings.text);
  if (wrong) {
    const args = [key, findings.token(value)];
    findings.add('error', 'wrong-type', wrong, place, args, conversions(value, spec, findings.text));
  } else if (spec.type === 'pairs' && value.kind === 'array' && value.items.length > 0) {
    findings.add(
      'error',
      'tuple',
      'tuple',
      place,
      [key],
      [fix('remove', [key], removeMember(owner, member))],
    );
  } else if (spec.enum && !spec.enum.includes(String((value as { value: unknown }).value))) {
    const fixes = spec.enum.map((name) => fix('write', [`"${name}"`], replace(value, JSON.stringify(name))));
    findings.add(
      'error',
      'enumeration',
      'enumeration',
      place,
      [key, spec.enum.join(', '), findings.token(value)],
      fixes,
    );
  } else if (value.kind === 'number') {
    const number = Number(value.value);
    if (spec.minimum !== undefined && number < spec.minimum) {
      findings.add('error', 'range', 'minimum', place, [key, String(spec.minimum)]);
    } else if (spec.maximum !== undefined && number > spec.maximum) {
      findings.add('error', 'range', 'maximum', place, [key, String(spec.maximum)]);
    }
  }
}

/** The message for a value of another type than the field has; undefined where the type is right. */
function wrongType(value: JsonNode, spec: FieldSpec, text: string): ConfigMessage | undefined {
  switch (spec.type) {
    case 'string':
      return value.kind === 'string' ? undefined : 'string';
    case 'int':
      return value.kind === 'number' && isWholeToken(text, value) ? undefined : 'int';
    case 'float':
      return value.kind === 'number' ? undefined : 'float';
    case 'bool':
      return value.kind === 'boolean' ? undefined : 'bool';
    case 'strings':
      return value.kind === 'array' && value.items.every((item) => item.kind === 'string')
        ? undefined
        : 'strings';
    case 'pairs':
      return value.kind === 'array' ? undefined : 'list';
    case 'string-or-list':
      return value.kind === 'string' || value.kind === 'array' ? undefined : 'stringOrList';
    case 'datetime':
      return value.kind === 'string' && isIsoDateTime(String(value.value)) ? undefined : 'datetime';
    case 'object':
    case 'class':
      return value.kind === 'object' ? undefined : 'object';
    case 'any':
      return undefined;
  }
}

const isWholeToken = (text: string, node: JsonNode): boolean =>
  /^-?\d+$/.test(text.slice(node.start, node.end));

/** The same value in the type that the field has, where there is no doubt about it. */
function conversions(value: JsonNode, spec: FieldSpec, text: string): ProblemFix[] {
  const raw = text.slice(value.start, value.end);
  const content = value.kind === 'string' ? String(value.value).trim() : raw;
  const write = (to: string): ProblemFix[] => [fix('write', [to], replace(value, to))];
  if (spec.type === 'int' && (value.kind === 'string' || value.kind === 'number')) {
    const whole = /^(-?(?:0|[1-9]\d*))(?:\.0*)?$/.exec(content)?.[1];
    return whole === undefined ? [] : write(whole);
  }
  if (spec.type === 'float' && value.kind === 'string') {
    return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(content) ? write(content) : [];
  }
  if (spec.type === 'bool' && value.kind === 'string') {
    return /^(?:true|false)$/i.test(content) ? write(content.toLowerCase()) : [];
  }
  if (spec.type === 'string' && (value.kind === 'number' || value.kind === 'boolean'))
    return write(`"${raw}"`);
  if (spec.type === 'strings' && value.kind === 'string') return write(`[${raw}]`);
  return [];
}
