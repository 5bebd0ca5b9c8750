import type { JsonRecord } from '../../engine/base/json/types';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { MemoryKey } from '../../engine/model/memory';
import type { CliContext } from '../context';
import { memoryReport, type Relation } from '../cube/memoryReport';
import { counted, timeText } from '../output/numbers';
import { plainLine, plainText } from '../output/plain';
import type { Style } from '../output/style';
import { pairs } from '../output/table';
import { cutTo } from '../output/width';
import type { Result } from '../result';

/** Shown under headings of their own, or in the head. */
const ELSEWHERE = new Set(['sources', 'memory_type', 'type', 'status', 'visibility', 'tags', 'key']);
const MOST_COLUMNS = 200;
const MOST_ITEMS = 40;

/** One memory with metadata, decoded sources, relations and the length of its history. */
export async function showMemory(context: CliContext, session: CubeSession, key: MemoryKey): Promise<Result> {
  const { json, written } = memoryReport(session.memory, key);
  const entries = await session.history(key, context.signal);
  const [newest] = entries;
  const { name, folder } = session.cube;
  const last = newest ? { at: newest.at, actor: newest.actor, reason: newest.reason } : null;
  const { memory, sources, relations, path, children } = json;
  return {
    json: {
      cube: { name, path: folder, format: session.memory.format },
      ...json,
      history: { entries: entries.length, last },
    },
    quiet: plainText(memory.text).split('\n'),
    lines: (style) => [
      style.bold(plainLine(memory.title) || '(empty)'),
      ...pairs(
        [
          ['id', memory.key],
          ['type', [memory.type, memory.kind].filter((part) => part !== '').join(', ')],
          ['status', memory.status],
          ['visibility', memory.visibility],
          ['tags', memory.tags.join(', ')],
          ['collection', memory.collection],
          ['vector', memory.vector && counted(memory.vector.dimensions, 'number')],
          ['place', `${session.memory.file}:${memory.line}`],
          ['below', path.map(({ title }) => title).join(' › ')],
          ['children', children.length || null],
        ],
        style,
      ),
      '',
      ...plainText(memory.text).split('\n'),
      ...section(
        style,
        'Metadata',
        pairs(
          written
            .filter((field) => !ELSEWHERE.has(field.name))
            .map((field) => [field.name, cutTo(plainLine(field.text), MOST_COLUMNS)] as const),
          style,
        ),
      ),
      ...section(
        style,
        `Sources (${sources.length})`,
        some(sources.map((source, at) => sourceLines(source, at, style))),
      ),
      ...section(
        style,
        `Relations (${relations.outgoing.length + relations.incoming.length})`,
        some([
          ...relations.outgoing.map((relation) => [relationLine('→', relation, style)]),
          ...relations.incoming.map((relation) => [relationLine('←', relation, style)]),
        ]),
      ),
      '',
      last
        ? `${style.bold('History')}  ${counted(entries.length, 'change')}, the last ${timeText(last.at)} by ${last.actor}: ${plainLine(last.reason)}`
        : `${style.bold('History')}  no changes recorded`,
    ],
  };
}

function section(style: Style, title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines.map((line) => `  ${line}`)];
}

function some(items: readonly (readonly string[])[]): string[] {
  const more = items.length - MOST_ITEMS;
  return [...items.slice(0, MOST_ITEMS).flat(), ...(more > 0 ? [`… and ${more} more`] : [])];
}

/** Where a source comes from in one line, and its content below. */
function sourceLines(source: JsonRecord, at: number, style: Style): string[] {
  const { content, ...about } = source;
  const facts = Object.entries(about).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return name === 'type' || name === 'role' ? text : `${name}: ${text}`;
  });
  const head = `${at + 1}. ${cutTo(plainLine(facts.join(' · ')), MOST_COLUMNS)}`;
  if (content === undefined || content === null) return [head];
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return [
    style.dim(head),
    ...plainText(text)
      .split('\n')
      .map((line) => `   ${cutTo(line, MOST_COLUMNS)}`),
  ];
}

function relationLine(arrow: string, { type, id, title }: Relation, style: Style): string {
  const end = title === null ? style.red('(not in this cube)') : plainLine(title);
  return `${arrow} ${plainLine(type)}  ${end}  ${style.cyan(plainLine(id))}`;
}
