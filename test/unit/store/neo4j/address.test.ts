import { describe, expect, test } from 'vitest';
import { formatNeo4jAddress, parseNeo4jAddress } from '../../../../src/engine/store/neo4j/address';
import { cypherName } from '../../../../src/engine/store/neo4j/names';

describe('the address of a cube in Neo4j', () => {
  test.each([
    ['neo4j://h', { uri: 'neo4j://h:7687', database: 'neo4j', tenant: undefined }],
    ['bolt+s://h:1/db', { uri: 'bolt+s://h:1', database: 'db', tenant: undefined }],
    ['neo4j://[::1]:7/db?tenant=a%20b%26c', { uri: 'neo4j://[::1]:7', database: 'db', tenant: 'a b&c' }],
  ])('%s', (text, address) => {
    expect(parseNeo4jAddress(text)).toEqual(address);
    expect(parseNeo4jAddress(formatNeo4jAddress(address))).toEqual(address);
  });

  test.each(['', 'h:7687', 'http://h/db', 'neo4j://', 'neo4j://h/a/b', 'neo4j://h/db?x=1', 'neo4j://h/db#x'])(
    '%j is none',
    (text) => {
      expect(() => parseNeo4jAddress(text)).toThrow(expect.objectContaining({ code: 'bad-argument' }));
    },
  );

  test('a password in it is refused and not repeated', () => {
    for (const text of ['neo4j://u:secret@h/db', 'mysql://u:secret@h/db'])
      expect(() => parseNeo4jAddress(text)).toThrow(/^(?!.*secret)/s);
  });
});

test('names that may stand in Cypher', () => {
  expect(cypherName('RELATE_to2')).toBe('`RELATE_to2`');
  for (const name of ['', '2a', 'a b', 'a`', 'ä', "a'", 'a'.repeat(201)])
    expect(() => cypherName(name)).toThrow(expect.objectContaining({ code: 'bad-argument' }));
});
