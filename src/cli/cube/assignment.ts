/**
 * `--set field=value` and `--unset field`: which field a name means, and the JSON that is written there.
 * Fields are `memory`, `key`, `status`, `tags` and `metadata.NAME…`; a dot in a name is written `\.`.
 */
import { StudioError } from '../../engine/base/errors';
import { parseJson } from '../../engine/base/json/parse';
import { toRaw } from '../../engine/base/json/render';
import type { JsonNode, RawJson } from '../../engine/base/json/types';
import { nodeAt } from '../../engine/base/json/value';
import { physicalPath } from '../../engine/cube/text/layout';
import { MEMORY_STATUSES, type FieldPath, type TextFormat } from '../../engine/model/memory';

/** A field and its new value; null takes it away. */
export interface Assignment {
  readonly path: FieldPath;
  readonly raw: RawJson | null;
}

const SHORT_NAMES: readonly string[] = ['key', 'status', 'tags'];
/** Members of the metadata that are text whatever they look like. */
const TEXTS: readonly string[] = ['key', 'status', 'background'];

/** Reads `field=value`; throws StudioError `bad-argument`. */
export function parseSet(text: string, format: TextFormat, record: string): Assignment {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new StudioError('bad-argument', `"${text}" is no field=value.`, {
      remedy: 'Write for instance --set status=archived.',
    });
  }
  const path = parseField(text.slice(0, at), format, record);
  return { path, raw: valueFor(path, text.slice(at + 1)) };
}

/** Reads the name of a field to take away; throws StudioError `bad-argument`. */
export function parseUnset(text: string, format: TextFormat, record: string): Assignment {
  return { path: parseField(text, format, record), raw: null };
}

function parseField(name: string, format: TextFormat, record: string): FieldPath {
  const steps = splitName(name);
  const [head, ...rest] = steps;
  const known = head === 'memory' ? rest.length === 0 : head === 'metadata' && rest.length > 0;
  const full =
    rest.length === 0 && SHORT_NAMES.includes(head ?? '') ? ['metadata', head!] : known ? steps : [];
  if (full.length === 0 || full.includes('')) {
    throw new StudioError('bad-argument', `There is no field "${name}".`, {
      remedy: 'Use memory, key, status, tags, or metadata.NAME.',
    });
  }
  return withIndices(full, format, parseJson(record));
}

/** The steps of a name; a backslash takes the character after it as it is. */
function splitName(name: string): string[] {
  const steps = [''];
  for (let at = 0; at < name.length; at++) {
    if (name[at] === '.') steps.push('');
    else steps.push(steps.pop()! + (name[at] === '\\' ? (name[++at] ?? '') : name[at]!));
  }
  return steps;
}

/** A number names an item where the record has a list. */
function withIndices(steps: readonly string[], format: TextFormat, root: JsonNode): FieldPath {
  const path: (string | number)[] = [];
  for (const step of steps) {
    const parent = path.length > 0 ? nodeAt(root, physicalPath(format, path)) : undefined;
    path.push(parent?.kind === 'array' && /^\d{1,9}$/.test(step) ? Number(step) : step);
  }
  return path;
}

function valueFor(path: FieldPath, value: string): RawJson {
  const name = path.length === 2 && path[0] === 'metadata' ? String(path[1]) : undefined;
  if (path[0] === 'memory') return JSON.stringify(value);
  if (name === 'tags') return tagList(value);
  if (name === 'status' && !(MEMORY_STATUSES as readonly string[]).includes(value)) {
    throw new StudioError('bad-argument', `"${value}" is no status that MemOS knows.`, {
      remedy: `Use ${MEMORY_STATUSES.join(', ')}.`,
    });
  }
  if (name !== undefined && TEXTS.includes(name)) return JSON.stringify(value);
  return isJson(value) ? value.trim() : JSON.stringify(value);
}

/** A JSON list of texts, or names with commas between them. */
function tagList(value: string): RawJson {
  if (!value.trimStart().startsWith('[')) {
    const tags = value.split(',').map((tag) => tag.trim());
    return toRaw(tags.filter((tag) => tag !== ''));
  }
  const node = isJson(value) ? parseJson(value) : undefined;
  if (node?.kind === 'array' && node.items.every((item) => item.kind === 'string')) return value.trim();
  throw new StudioError(
    'bad-argument',
    'Tags must be a JSON list of texts, or names with commas between them.',
    {
      remedy: 'Write for instance --set tags=travel,winter.',
    },
  );
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}
