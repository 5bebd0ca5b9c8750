import neo4j from 'neo4j-driver';
import { expect, inject, test } from 'vitest';

test('the server of the run is the pinned Neo4j Community, and asks for a password', async () => {
  const { uri, user, password } = inject('neo4j');
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  const { records } = await driver.executeQuery('CALL dbms.components() YIELD name, versions, edition');
  await driver.close();
  expect(records.map((record) => record.toObject())).toEqual([
    { name: 'Neo4j Kernel', versions: ['5.26.16'], edition: 'community' },
  ]);

  const stranger = neo4j.driver(uri, neo4j.auth.basic(user, 'not the password'));
  await expect(stranger.verifyConnectivity()).rejects.toMatchObject({
    code: 'Neo.ClientError.Security.Unauthorized',
  });
  await stranger.close();
});
