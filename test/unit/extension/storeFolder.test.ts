import { expect, test } from 'vitest';
import { storeFolder } from '../../../src/extension/ingest/storeFolder';
import type { Connection } from '../../../src/extension/stores/connections';

const neo4j = (more: Partial<Extract<Connection, { kind: 'neo4j' }>> = {}): Connection => ({
  ...{ kind: 'neo4j', id: 'c1', name: 'Home', uri: 'neo4j://localhost:7687', database: 'neo4j' },
  ...{ tenants: 'shared', user: 'neo4j' },
  ...more,
});

test('batches of a cube in a store are found again when its store is connected anew', () => {
  expect(storeFolder(neo4j({ id: 'c2', name: 'Work', user: 'ada' }), 'ada')).toBe(
    storeFolder(neo4j(), 'ada'),
  );
});

test('other places and other tenants have folders of their own, whose names are no paths', () => {
  const folders = [
    storeFolder(neo4j(), null),
    storeFolder(neo4j(), 'ada'),
    storeFolder(neo4j(), '../../ada'),
    storeFolder(neo4j({ database: 'other' }), 'ada'),
    storeFolder(neo4j({ uri: 'bolt://localhost:7687' }), 'ada'),
    storeFolder({ kind: 'sqlite', id: 's', name: 'ada', file: '/home/ada/cube.sqlite' }, null),
  ];
  expect(new Set(folders).size).toBe(folders.length);
  for (const folder of folders) expect(folder).toMatch(/^[0-9a-f]{32}$/);
});
