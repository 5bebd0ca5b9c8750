import { describe, expect, it } from 'vitest';
import { requireVersion } from '../../../../src/engine/store/neo4j/version';

describe('a Neo4j that is too old', () => {
  it.each(['3.5.35', '4.4.48', '5.17.0', 'dev', ''])('%j is refused with what is needed', (version) => {
    expect(() => requireVersion(version, 'bolt://host:7687/neo4j')).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message: `This server is Neo4j ${version}, which is too old.`,
        remedy: 'MemOS and this extension need Neo4j 5.18 or newer.',
        place: { file: 'bolt://host:7687/neo4j' },
      }) as Error,
    );
  });

  it.each(['5.18.0', '5.26.16', '5.26.16-aura', '2025.06.0', '6.0'])('%s is not', (version) => {
    expect(() => requireVersion(version, 'bolt://host:7687/neo4j')).not.toThrow();
  });
});
