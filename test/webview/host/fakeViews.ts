import {
  MEMORY_STATUSES,
  MEMORY_TYPES,
  MEMORY_VISIBILITIES,
  EDGE_TYPES,
} from '../../../src/engine/model/memory';
import type {
  CubeSummary,
  Facet,
  GraphData,
  GraphQuery,
  Hello,
  MemoryDetail,
  RelationView,
} from '../../../src/protocol/cubeEditor';
import { fakeAbsent, fakeFields } from './fakeFields';
import type { FakeCube } from './fakeCube';

export function fakeSummary(cube: FakeCube): CubeSummary {
  const rows = cube.records.map(({ id }) => cube.row(id));
  return {
    name: 'aurora-home',
    path: '/demo/aurora-home',
    format: 'tree_text',
    readOnly: false,
    dirty: false,
    hasEdges: true,
    memories: rows.length,
    edges: cube.edges.length,
    tokens: rows.reduce((sum, { tokens }) => sum + tokens, 0),
    problems: 3,
    types: facets(rows.map(({ type }) => type)),
    statuses: facets(rows.map(({ status }) => status)),
    tags: facets(rows.flatMap(({ tags }) => tags)),
    edgeTypes: facets(cube.edges.map(({ type }) => type)),
    recovered: 0,
  };
}

export function fakeHello(cube: FakeCube): Hello {
  return {
    summary: fakeSummary(cube),
    language: 'en',
    strings: {},
    enumerations: {
      memoryTypes: MEMORY_TYPES,
      statuses: MEMORY_STATUSES,
      visibilities: MEMORY_VISIBILITIES,
      sources: [],
      edgeTypes: EDGE_TYPES,
    },
  };
}

export function fakeDetail(cube: FakeCube, key: string): MemoryDetail | null {
  const record = cube.get(key);
  if (!record) return null;
  const times = cube.useTimes(record);
  const path: { key: string; title: string }[] = [];
  for (let up = cube.parent(key); up !== undefined; up = cube.parent(up))
    path.unshift({ key: up, title: cube.row(up).title });
  const relation = (other: string): Omit<RelationView, 'source' | 'target' | 'type'> => {
    const exists = cube.get(other) !== undefined;
    const row = exists ? cube.row(other) : undefined;
    return { key: other, title: row?.title ?? '', memoryType: row?.type ?? '', exists };
  };
  return {
    row: { ...cube.row(key), depth: path.length, expanded: false, matches: true, position: 1, siblings: 1 },
    memory: record.memory,
    fields: fakeFields(cube, record),
    absent: fakeAbsent(record),
    sources: cube.sources(record),
    outgoing: cube.edges
      .filter(({ source }) => source === key)
      .map((edge) => ({ ...edge, ...relation(edge.target) })),
    incoming: cube.edges
      .filter(({ target }) => target === key)
      .map((edge) => ({ ...edge, ...relation(edge.source) })),
    path,
    uses: { count: times.length, last: times.at(-1), days: cube.days(record, 90) },
    problems: [],
  };
}

export function fakeGraph(cube: FakeCube, query: GraphQuery): GraphData {
  const wanted = cube.records.filter((record) => cube.matches(record, query.filter));
  const shown = wanted.slice(0, query.limit);
  const keys = new Set(shown.map(({ id }) => id));
  const near = (key: string): void => {
    keys.add(key);
    for (const { source, target } of cube.edges) {
      if (source === key) keys.add(target);
      if (target === key) keys.add(source);
    }
  };
  query.expanded.forEach(near);
  if (query.focus !== null && cube.get(query.focus)) near(query.focus);
  const nodes = cube.records
    .filter(({ id }) => keys.has(id))
    .map((record) => {
      const { key, id, title, type, kind, status, uses } = cube.row(record.id);
      const hidden = cube.edges.filter(
        ({ source, target }) => (source === id && !keys.has(target)) || (target === id && !keys.has(source)),
      ).length;
      return {
        key,
        id,
        title,
        type,
        kind,
        status,
        uses,
        hidden,
        matches: cube.matches(record, query.filter),
      };
    });
  return {
    nodes,
    edges: cube.edges.filter(({ source, target }) => keys.has(source) && keys.has(target)),
    available: wanted.length,
  };
}

function facets(values: readonly string[]): Facet[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}
