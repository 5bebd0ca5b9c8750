/** A source of a memory in the parts that people look for. Sources are free-form; nothing is required. */
export interface SourceParts {
  readonly type: string;
  /** Who or what: role, file, address. */
  readonly origin: string;
  readonly when: string;
  readonly content: string;
  readonly rest: readonly (readonly [string, string])[];
}

const ORIGIN = ['role', 'doc_path', 'file_path', 'file_name', 'filename', 'path', 'url', 'title'];
const WHEN = ['chat_time', 'time', 'timestamp', 'created_at'];
const CONTENT = ['content', 'text', 'original_text', 'snippet', 'memory'];

/** Takes a source apart. */
export function sourceParts(source: Readonly<Record<string, unknown>>): SourceParts {
  const used = new Set(['type']);
  const take = (names: readonly string[]): string => {
    const found = names.find((name) => typeof source[name] === 'string' && source[name] !== '');
    if (found === undefined) return '';
    used.add(found);
    return source[found] as string;
  };
  const type = typeof source['type'] === 'string' ? source['type'] : '';
  const origin = take(ORIGIN);
  const when = take(WHEN);
  const content = take(CONTENT);
  const rest = Object.entries(source)
    .filter(([name, value]) => !used.has(name) && value !== null && value !== '')
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const);
  return { type, origin, when, content, rest };
}

/** Codicon for a type of source. */
export function sourceIcon(type: string): string {
  const icons: Readonly<Record<string, string>> = {
    chat: 'comment',
    conversation: 'comment',
    doc: 'book',
    file: 'file',
    web: 'globe',
    retrieved: 'search',
    system: 'gear',
  };
  return Object.hasOwn(icons, type) ? (icons[type] ?? 'quote') : 'quote';
}
