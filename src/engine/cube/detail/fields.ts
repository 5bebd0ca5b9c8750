import type { JsonNode, RawJson } from '../../base/json/types';
import type { FieldControl, FieldView } from '../../model/detail';
import type { KnownField } from './knownFields';

/** Longer strings are edited in a larger box. */
const ONE_LINE = 120;

/**
 * The metadata of a record as fields with their texts as written: known ones in the order of the table,
 * others after them as they stand in the file; and the known ones that are not there.
 */
export function fieldViews(text: string, metadata: JsonNode | undefined, known: readonly KnownField[]) {
  const present = new Map<string, JsonNode>();
  if (metadata?.kind === 'object') for (const { key, value } of metadata.members) present.set(key, value);
  const fields: FieldView[] = [];
  const absent: FieldView[] = [];
  for (const field of known) {
    const node = present.get(field.name);
    if (node) fields.push(viewOf(field.name, text, node, field));
    else if (field.offered) absent.push(view(field.name, '', field.control, field.options, true));
    present.delete(field.name);
  }
  for (const [name, node] of present) fields.push(viewOf(name, text, node));
  return { fields, absent };
}

function viewOf(name: string, text: string, node: JsonNode, known?: KnownField): FieldView {
  const raw = text.slice(node.start, node.end);
  const numbers = node.kind === 'array' && node.items.length > 8 && node.items.every(isNumber);
  if (known?.control === 'vector' || numbers) return view(name, '', 'vector', undefined, known !== undefined);
  const control = known && fits(known.control, node) ? known.control : controlOf(node);
  const options = known && control === known.control ? withValue(known, node) : undefined;
  return view(name, raw, control, options, known !== undefined);
}

function view(
  name: string,
  raw: RawJson,
  control: FieldControl,
  options: readonly string[] | undefined,
  known: boolean,
): FieldView {
  return options ? { name, raw, control, options, known } : { name, raw, control, known };
}

/** A control that cannot show the value as it is would lose it. */
function fits(control: FieldControl, node: JsonNode): boolean {
  if (node.kind === 'null' || control === 'json') return true;
  if (control === 'tags') return isStrings(node);
  if (control === 'number') return node.kind === 'number' && Number.isFinite(node.value);
  if (control === 'boolean') return node.kind === 'boolean';
  return node.kind === 'string';
}

function controlOf(node: JsonNode): FieldControl {
  if (node.kind === 'string') {
    const value = String(node.value);
    return value.length > ONE_LINE || value.includes('\n') ? 'longtext' : 'text';
  }
  if (node.kind === 'number') return Number.isFinite(node.value) ? 'number' : 'json';
  if (node.kind === 'boolean') return 'boolean';
  return isStrings(node) ? 'tags' : 'json';
}

/** The options and, where it is none of them, the present value. */
function withValue(known: KnownField, node: JsonNode): readonly string[] | undefined {
  const { options, control } = known;
  if (control !== 'enum' || node.kind !== 'string' || !options) return options;
  const value = String(node.value);
  return options.includes(value) ? options : [...options, value];
}

const isNumber = (node: JsonNode): boolean => node.kind === 'number';
const isStrings = (node: JsonNode): boolean =>
  node.kind === 'array' && node.items.every((item) => item.kind === 'string');
