import type { SearchResult } from '../model/search';
import type { Ranked } from './ranking';

/** Values among the candidates that could be hits, the most frequent first. */
export function facetsOf(ranked: readonly Ranked[]): SearchResult['facets'] {
  const rows = ranked.flatMap(({ member, place }) => (place === undefined ? [] : [member.facts.row]));
  return {
    types: counted(rows.map(({ type }) => type)),
    statuses: counted(rows.map(({ status }) => status)),
    tags: counted(rows.flatMap(({ tags }) => tags)).slice(0, 50),
  };
}

function counted(values: readonly string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
