import type { Edge } from '../../../src/engine/model/memory';

/** The tops of trees with something below them: the landmarks of a picture seen from afar. */
export function majorMemories(links: readonly Edge[]): ReadonlySet<string> {
  const parents = links.filter(({ type }) => type === 'PARENT');
  const children = new Set(parents.map(({ target }) => target));
  return new Set(parents.map(({ source }) => source).filter((key) => !children.has(key)));
}
