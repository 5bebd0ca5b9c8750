import type { DatabaseSync } from 'node:sqlite';
import { StudioError } from '../../base/errors';

/**
 * Steps from one version of the schema to the next; `user_version` counts them. A step is never changed once
 * released. docs/stores.md describes the tables.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID, STRICT;
  INSERT INTO meta VALUES ('counter', 0);
  CREATE TABLE memories (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    root INTEGER NOT NULL DEFAULT 1,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    chars INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    updated INTEGER,
    confidence REAL,
    hash TEXT NOT NULL,
    summary TEXT NOT NULL,
    raw TEXT NOT NULL
  ) STRICT;
  CREATE INDEX memories_position ON memories (position);
  CREATE INDEX memories_root ON memories (root, position);
  CREATE INDEX memories_facets ON memories (status, type);
  CREATE INDEX memories_version ON memories (version);
  CREATE TABLE removed (version INTEGER NOT NULL, id TEXT NOT NULL) STRICT;
  CREATE INDEX removed_version ON removed (version);
  CREATE TABLE tags (tag TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (tag, n)) WITHOUT ROWID, STRICT;
  CREATE INDEX tags_memory ON tags (n);
  CREATE TABLE edges (
    n INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    type TEXT NOT NULL,
    raw TEXT
  ) STRICT;
  CREATE INDEX edges_position ON edges (position);
  CREATE INDEX edges_source ON edges (source, type, target);
  CREATE INDEX edges_target ON edges (target, type, source);
  CREATE TABLE embedders (
    e INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    dimensions INTEGER NOT NULL,
    UNIQUE (name, dimensions)
  ) STRICT;
  CREATE TABLE vectors (
    v INTEGER PRIMARY KEY,
    e INTEGER NOT NULL,
    n INTEGER NOT NULL,
    stamp INTEGER NOT NULL,
    hash TEXT NOT NULL,
    bits BLOB NOT NULL,
    numbers BLOB NOT NULL,
    raw TEXT,
    UNIQUE (n, e)
  ) STRICT;
  CREATE INDEX vectors_stamp ON vectors (e, stamp, bits);
  `,
  // Mirrors of a cube's file: what each memory was made from.
  'ALTER TABLE memories ADD COLUMN mark TEXT',
  // Where a cube's own vector stood in the metadata, so that a file comes back as it was.
  'ALTER TABLE vectors ADD COLUMN place INTEGER',
  // Words in blocks of postings instead of FTS5, and what a search knows of each memory (docs/adr/0015).
  `
  DROP TABLE IF EXISTS words;
  DROP TABLE IF EXISTS postings;
  DROP TABLE IF EXISTS lengths;
  CREATE TABLE terms (t INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE postings (p INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
  CREATE TABLE digests (n INTEGER PRIMARY KEY, terms BLOB NOT NULL, digest TEXT NOT NULL) STRICT;
  INSERT INTO meta VALUES ('documents', 0), ('words', 0);
  `,
  // Vectors that are the cube's own, taken over for an embedder and not compared with what it makes (docs/adr/0017).
  `
  ALTER TABLE vectors ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX vectors_taken ON vectors (e, n) WHERE taken = 1;
  `,
];

/** Version of the schema that this code reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Marks a file as a store of memories: "MCub". */
export const APPLICATION_ID = 0x4d437562;

const pragma = (database: DatabaseSync, name: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);

/** The version that a database has, 0 for an empty one. Throws StudioError `bad-shape`, `unsupported`. */
export function versionOf(database: DatabaseSync, file: string): number {
  const version = pragma(database, 'user_version');
  const own = pragma(database, 'application_id') === APPLICATION_ID;
  // Our files have no triggers and no views; others may not bring code along.
  const foreign = own ? `WHERE type IN ('trigger', 'view')` : '';
  const tables = database.prepare(`SELECT count(*) AS count FROM sqlite_schema ${foreign}`).get();
  if (Number(tables?.['count']) > 0) {
    throw new StudioError('bad-shape', 'This SQLite database holds no memories of MemCube Studio.', {
      place: { file },
      remedy: 'Choose another file; nothing was changed.',
    });
  }
  if (version > SCHEMA_VERSION) {
    throw new StudioError('unsupported', 'This store was written by a newer version of MemCube Studio.', {
      place: { file },
      remedy: 'Update MemCube Studio; nothing was changed.',
    });
  }
  return version;
}

/** Brings a database to the present schema; call it inside a transaction. */
export function migrate(database: DatabaseSync, file: string): void {
  const from = versionOf(database, file);
  for (const step of MIGRATIONS.slice(from)) database.exec(step);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; PRAGMA application_id = ${APPLICATION_ID}`);
}
