import neo4j, { type Driver } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Neo4jConnection } from '../../src/engine/store/neo4j/connection';
import { testNeo4j } from '../../src/engine/store/neo4j/inspect';
import type * as Neo4j from '../run/lib/neo4j.js';
import type { OldNeo4j } from '../run/lib/oldNeo4j.js';
import { startNeo4j } from './places';

/** A real Neo4j of an older release is refused with its version and the way out, and is left as it was. */
export function testTooOld(old: OldNeo4j): void {
  describe(`Neo4j ${old.version}`, () => {
    let server: Neo4j.Neo4jServer;
    let driver: Driver;
    beforeAll(async () => {
      const say = (line: string): void => void process.stdout.write(`  ${line}\n`);
      server = await startNeo4j(say, undefined, old);
      driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password));
    }, 600_000);
    afterAll(async () => {
      await driver?.close();
      await server?.stop();
    });

    const everything = async (): Promise<object> => {
      const session = driver.session();
      const rows = async (cypher: string) =>
        (await session.run(cypher)).records.map((record) => record.toObject());
      const found = {
        nodes: await rows('MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties'),
        constraints: (await rows('CALL db.constraints()').catch(() => rows('SHOW CONSTRAINTS'))).length,
        indexes: (await rows('CALL db.indexes()').catch(() => rows('SHOW INDEXES'))).length,
      };
      await session.close();
      return found;
    };

    test.each(['neo4j', 'bolt'])('over %s:// the version and what is needed are told', async (scheme) => {
      const session = driver.session();
      await session.run("MERGE (n:Memory {id: 'a', memory: 'of MemOS', user_name: 'cube'})");
      await session.close();
      const before = await everything();
      const uri = server.uri.replace('neo4j:', `${scheme}:`);
      const address = { uri, database: 'neo4j', tenant: 'cube' };
      const refusal = {
        name: 'StudioError',
        code: 'unsupported',
        message: `This server is Neo4j ${old.version}, which is too old.`,
        remedy: 'MemOS and this extension need Neo4j 5.18 or newer.',
        place: { file: `${uri}/neo4j?tenant=cube` },
      };
      const { user, password } = server;
      await expect(
        Neo4jConnection.connect({ address, credentials: { user, password } }),
      ).rejects.toMatchObject(refusal);
      await expect(testNeo4j(address, { user, password })).rejects.toMatchObject(refusal);
      expect(await everything()).toEqual(before);
    });

    test('a wrong password is told first', async () => {
      const address = { uri: server.uri, database: 'neo4j' };
      const refused = Neo4jConnection.connect({
        address,
        credentials: { user: server.user, password: 'wrong' },
      });
      await expect(refused).rejects.toMatchObject({ code: 'unauthorized' });
    });
  });
}
