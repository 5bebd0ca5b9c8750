import { StudioError } from '../../base/errors';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * A name that may stand in a Cypher text: the type of an edge or a property, which cannot be parameters.
 * Throws `bad-argument` for anything that is not letters, digits and underscores.
 */
export function cypherName(name: string): string {
  if (NAME.test(name) && name.length <= 200) return `\`${name}\``;
  throw new StudioError('bad-argument', `“${name.slice(0, 80)}” cannot be a name in Neo4j.`, {
    remedy: 'Use letters, digits and underscores only, not beginning with a digit.',
  });
}

/** Properties of a node that are no metadata: its identity, its text, and whom it belongs to. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(['id', 'memory', 'user_name']);
