/** How a value differs from what came back of it: the names of the losses, found on the texts themselves. */
import { parseJson } from '../base/json/parse';
import { sameRaw } from '../base/json/sameRaw';
import type { JsonArrayNode, JsonNode, JsonObjectNode, RawJson } from '../base/json/types';

/** Differences of one value, the graver ones later. */
const GRAVE = [
  'text-token',
  'member-order',
  'duplicate-key',
  'number-token',
  'time',
  'null',
  'text-as-object',
  'object-as-text',
  'list-of-texts',
  'number-value',
  'value',
] as const;

export type ValueRule = (typeof GRAVE)[number];

/** The gravest difference of two values; undefined where only their white space differs. */
export function ruleOf(before: RawJson, after: RawJson): ValueRule | undefined {
  if (sameRaw(before, after)) return undefined;
  return differ({ raw: before, node: parseJson(before) }, { raw: after, node: parseJson(after) });
}

interface Value<N extends JsonNode = JsonNode> {
  readonly raw: RawJson;
  readonly node: N;
}

const token = ({ raw, node }: Value): string => raw.slice(node.start, node.end);

function differ(a: Value, b: Value): ValueRule | undefined {
  if (token(a) === token(b)) return undefined;
  const [x, y] = [a.node, b.node];
  if (x.kind === 'object' && y.kind === 'object') return objects({ ...a, node: x }, { ...b, node: y });
  if (x.kind === 'array' && y.kind === 'array') return lists({ ...a, node: x }, { ...b, node: y });
  if (x.kind === 'number' && y.kind === 'number') {
    return decimal(token(a)) === decimal(token(b)) ? 'number-token' : 'number-value';
  }
  if (x.kind === 'string' && y.kind === 'string') return texts(String(x.value), String(y.value));
  if (x.kind === 'object' && y.kind === 'string') return same(token(a), String(y.value), 'object-as-text');
  if (x.kind === 'string' && y.kind === 'object') return same(String(x.value), token(b), 'text-as-object');
  return 'value';
}

/** One as the JSON text of the other; the order of members does not count in such a text. */
function same(before: string, after: string, rule: ValueRule): ValueRule {
  try {
    const inner = ruleOf(before, after);
    return inner === undefined || inner === 'member-order' || inner === 'text-token' ? rule : 'value';
  } catch {
    return 'value';
  }
}

function objects(a: Value<JsonObjectNode>, b: Value<JsonObjectNode>): ValueRule | undefined {
  const [one, other] = [membersOf(a.node), membersOf(b.node)];
  const found = new Set<ValueRule | undefined>();
  if (one.size < a.node.members.length) found.add('duplicate-key');
  for (const [key, node] of one) {
    const there = other.get(key);
    if (there) found.add(differ({ raw: a.raw, node }, { raw: b.raw, node: there }));
    else found.add(node.kind === 'null' ? 'null' : 'value');
  }
  if ([...other.keys()].some((key) => !one.has(key))) found.add('value');
  const common = (map: Map<string, JsonNode>, beside: Map<string, JsonNode>) =>
    [...map.keys()].filter((key) => beside.has(key)).join('\n');
  if (common(one, other) !== common(other, one)) found.add('member-order');
  return gravest(found);
}

/** Members by name, in the order of the text; of two with one name the last counts. */
export function membersOf(node: JsonObjectNode): Map<string, JsonNode> {
  const members = new Map<string, JsonNode>();
  for (const { key, value } of node.members) {
    members.delete(key);
    members.set(key, value);
  }
  return members;
}

function lists(a: Value<JsonArrayNode>, b: Value<JsonArrayNode>): ValueRule | undefined {
  const [one, other] = [a.node.items, b.node.items];
  if (one.length !== other.length) return 'value';
  const asText = (item: JsonNode, text: JsonNode): boolean =>
    text.kind === 'string' && ruleOfText(a.raw.slice(item.start, item.end), item, String(text.value));
  if (one.some(({ kind }) => kind !== 'string') && one.every((item, at) => asText(item, other[at]!))) {
    return 'list-of-texts';
  }
  return gravest(
    new Set(one.map((node, at) => differ({ raw: a.raw, node }, { raw: b.raw, node: other[at]! }))),
  );
}

/** Whether a text is an item of a list, or its JSON. */
function ruleOfText(raw: RawJson, item: JsonNode, text: string): boolean {
  if (item.kind === 'string') return item.value === text;
  return same(raw, text, 'object-as-text') === 'object-as-text';
}

const gravest = (found: ReadonlySet<ValueRule | undefined>): ValueRule | undefined =>
  GRAVE.findLast((rule) => found.has(rule));

function texts(before: string, after: string): ValueRule {
  if (before === after) return 'text-token';
  const [a, b] = [moment(before), moment(after)];
  return a !== undefined && a === b ? 'time' : 'value';
}

/** A moment in UTC to the nanosecond as one text, where a text is one; without an offset it is UTC. */
function moment(text: string): string | undefined {
  const parts =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9})\d*)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (!parts) return undefined;
  const [, day, minute = '00:00', second = '00', fraction = '', offset = 'Z'] = parts;
  const time = Date.parse(`${day}T${minute}:${second}${offset}`);
  return Number.isNaN(time) ? undefined : `${time}.${fraction.padEnd(9, '0')}`;
}

/** A number in one form, whatever its spelling: sign, digits without zeros around them, and the power of ten. */
function decimal(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!parts) return text;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return `${sign}0`;
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
