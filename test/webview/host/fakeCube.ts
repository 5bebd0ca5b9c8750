/** A cube in memory for tests of the views: small, plain, and honest about what the protocol promises. */
import { summarise } from '../../../src/engine/model/summarise';
import { normaliseSources, parseTimestamp } from '../../../src/engine/model/normalise';
import type { JsonRecord, JsonValue } from '../../../src/engine/base/json/types';
import type { Edge } from '../../../src/engine/model/memory';
import type { FieldView, Filter, OutlineQuery, OutlineRow } from '../../../src/protocol/cubeEditor';

export interface FakeRecord {
  readonly id: string;
  memory: string;
  readonly metadata: JsonRecord;
}

export const NOW = Date.parse('2026-11-22T18:00:00Z');
const DAY = 86_400_000;
const LAYOUT = { memory: ['memory'], metadata: ['metadata'], vector: ['metadata', 'embedding'] };

export class FakeCube {
  records: FakeRecord[];
  edges: Edge[];
  /** Who last set a field, by the memory's key and the field's name. */
  readonly setBy = new Map<string, NonNullable<FieldView['changed']>>();

  constructor(file: { nodes: readonly FakeRecord[]; edges: readonly Edge[] }) {
    const copy = structuredClone(file);
    this.records = [...copy.nodes];
    this.edges = copy.edges.map(({ source, target, type }) => ({ source, target, type }));
  }

  get(key: string): FakeRecord | undefined {
    return this.records.find(({ id }) => id === key);
  }

  children(key: string | null): string[] {
    const parents = this.edges.filter(({ type }) => type === 'PARENT');
    if (key !== null) {
      return parents.filter(({ source }) => source === key).map(({ target }) => target);
    }
    const inside = new Set(parents.map(({ target }) => target));
    return this.records.filter(({ id }) => !inside.has(id)).map(({ id }) => id);
  }

  parent(key: string): string | undefined {
    return this.edges.find(({ type, target }) => type === 'PARENT' && target === key)?.source;
  }

  /** Uses in each of so many last days, oldest first. */
  days(record: FakeRecord, count: number): number[] {
    const days = new Array<number>(count).fill(0);
    for (const at of this.useTimes(record)) {
      const index = count - 1 - Math.floor((NOW - at) / DAY);
      if (index >= 0 && index < count) days[index] = (days[index] ?? 0) + 1;
    }
    return days;
  }

  useTimes(record: FakeRecord): number[] {
    const usage = record.metadata['usage'];
    if (!Array.isArray(usage)) return [];
    return usage.flatMap((item: JsonValue) => {
      const time = typeof item === 'string' ? /"time": "([^"]+)"/.exec(item)?.[1] : undefined;
      return parseTimestamp(time) ?? [];
    });
  }

  sources(record: FakeRecord): readonly Readonly<Record<string, unknown>>[] {
    return normaliseSources(record.metadata['sources']);
  }

  matches(record: FakeRecord, filter: Filter): boolean {
    const row = summarise(record.id, record as unknown as JsonValue, LAYOUT);
    const all = `${record.memory} ${row.title} ${row.tags.join(' ')}`.toLowerCase();
    return (
      filter.text
        .toLowerCase()
        .split(/\s+/)
        .every((word) => all.includes(word)) &&
      (filter.types.length === 0 || filter.types.includes(row.type)) &&
      (filter.statuses.length === 0 || filter.statuses.includes(row.status)) &&
      (filter.tags.length === 0 || filter.tags.some((tag) => row.tags.includes(tag)))
    );
  }

  row(key: string): Omit<OutlineRow, 'depth' | 'expanded' | 'matches' | 'position' | 'siblings'> {
    const record = this.get(key);
    if (!record) throw new Error(`No memory ${key}`);
    return {
      ...summarise(key, record as unknown as JsonValue, LAYOUT),
      childCount: this.children(key).length,
      heat: this.days(record, 30),
      tokens: Math.ceil(record.memory.length / 4),
    };
  }

  /** The outline of a query, all of it. */
  outline(query: OutlineQuery): OutlineRow[] {
    const rows: OutlineRow[] = [];
    const filtered = JSON.stringify({ ...query.filter, text: query.filter.text.trim() }) !== EMPTY;
    const wanted = new Set(this.records.filter((r) => this.matches(r, query.filter)).map(({ id }) => id));
    const holds = (key: string): boolean => wanted.has(key) || this.children(key).some(holds);
    const visit = (keys: readonly string[], depth: number): void => {
      const shown = keys.filter(holds);
      shown.forEach((key, index) => {
        const expanded = query.expanded.includes(key) || (filtered && this.children(key).some(holds));
        const base = this.row(key);
        const place = {
          depth,
          expanded,
          matches: wanted.has(key),
          position: index + 1,
          siblings: shown.length,
        };
        rows.push({ ...base, ...place });
        if (expanded) visit(this.children(key), depth + 1);
      });
    };
    if (query.shape === 'tree') visit(this.children(null), 0);
    else
      for (const key of wanted)
        rows.push({
          ...this.row(key),
          depth: 0,
          expanded: false,
          matches: true,
          position: rows.length + 1,
          siblings: wanted.size,
        });
    return sorted(rows, query);
  }
}

const EMPTY = JSON.stringify({ text: '', types: [], statuses: [], tags: [] });

/** Sorts a flat outline; a tree keeps the order of the file, which is enough here. */
function sorted(rows: OutlineRow[], { sort, shape }: OutlineQuery): OutlineRow[] {
  if (sort.by === 'file' || (shape === 'tree' && rows.some(({ depth }) => depth > 0))) return rows;
  const { by } = sort;
  const factor = sort.descending ? -1 : 1;
  return rows.sort((a, b) => factor * ((a[by] ?? '') < (b[by] ?? '') ? -1 : 1));
}
