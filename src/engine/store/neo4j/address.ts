import { StudioError } from '../../base/errors';

/** Where a cube in Neo4j is, without credentials. */
export interface Neo4jAddress {
  /** `neo4j://host:7687`, or with `bolt`, `neo4j+s`, `neo4j+ssc`, `bolt+s`, `bolt+ssc`. */
  readonly uri: string;
  readonly database: string;
  /** MemOS's `user_name`; left out where a database belongs to one cube (`use_multi_db`). */
  readonly tenant?: string | undefined;
}

export interface Neo4jCredentials {
  readonly user: string;
  readonly password: string;
}

const SCHEMES = /^(neo4j|bolt)(\+s|\+ssc)?:$/;

/**
 * Reads `neo4j://host:port/database?tenant=name`. Port 7687 and database `neo4j` where left out. Throws
 * `bad-argument` for another scheme, for credentials in the address and for parameters that are not known.
 */
export function parseNeo4jAddress(text: string): Neo4jAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !SCHEMES.test(url.protocol) || url.hostname === '') {
    throw new StudioError('bad-argument', `“${redact(text)}” is not the address of a Neo4j server.`, {
      remedy: 'Write it as neo4j://host:7687/database?tenant=name.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new StudioError('bad-argument', 'An address holds no user name and no password.', {
      remedy:
        'Leave them out; they are asked for, or taken from OPENMEM_NEO4J_USER and OPENMEM_NEO4J_PASSWORD.',
    });
  }
  const unknown = [...url.searchParams.keys()].find((key) => key !== 'tenant');
  const [database = '', ...more] = decodeURIComponent(url.pathname.replace(/^\//, '')).split('/');
  if (unknown !== undefined || more.length > 0 || url.hash !== '') {
    throw new StudioError('bad-argument', `“${text}” has parts that the address of a cube does not have.`, {
      remedy: 'Write it as neo4j://host:7687/database?tenant=name.',
    });
  }
  return {
    uri: `${url.protocol}//${url.hostname}:${url.port || '7687'}`,
    database: database || 'neo4j',
    tenant: url.searchParams.get('tenant') || undefined,
  };
}

/** The address as text, the inverse of `parseNeo4jAddress`. */
export function formatNeo4jAddress({ uri, database, tenant }: Neo4jAddress): string {
  const query = tenant === undefined ? '' : `?tenant=${encodeURIComponent(tenant)}`;
  return `${uri}/${encodeURIComponent(database)}${query}`;
}

/** A text that may hold a password, fit to be shown. */
function redact(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//…@').slice(0, 200);
}
