import { StudioError } from '../../base/errors';

/** The first with `vector.similarity.cosine`, which MemOS needs as we do. */
const OLDEST = [5, 18] as const;

/** Throws `unsupported` for a server that is too old. Versions are as `5.26.16` or `2025.06.0`. */
export function requireVersion(version: string, place: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new StudioError('unsupported', `This server is Neo4j ${version}, which is too old.`, {
    remedy: `MemOS and this extension need Neo4j ${OLDEST.join('.')} or newer.`,
    place: { file: place },
  });
}

/** The error for a server so old that it cannot even tell its version. */
export function protocolTooOld(place: string): StudioError {
  return new StudioError('unsupported', 'This server knows only protocols that are too old.', {
    remedy: `MemOS and this extension need Neo4j ${OLDEST.join('.')} or newer.`,
    place: { file: place },
  });
}
