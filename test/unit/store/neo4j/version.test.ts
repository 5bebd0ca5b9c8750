import { describe, expect, it } from 'vitest';
import { requireVersion } from '../../../../src/engine/store/neo4j/version';

describe('a Neo4j that is too old', () => {
  it.each(['3.5.35', '4.4.48', '5.17.0', 'dev', ''])('%j is refused with what is needed', (version) => {
    expect(() => requireVersion(version)).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message: `This server is Neo4j ${version}, which is too old.`,
        remedy: 'MemOS and this extension need 5.18 or newer.',
      }) as Error,
    );
  });

  it.each(['5.18.0', '5.26.16', '5.26.16-aura', '2025.06.0', '6.0'])('%s is not', (version) => {
    expect(() => requireVersion(version)).not.toThrow();
  });
});
