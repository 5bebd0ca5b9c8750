/** A line of a table: a figure, its name for people, and what it is compared with. */
export interface Row {
  readonly figure: string;
  readonly label: string;
  /** Figure of the same case that it is divided by. */
  readonly peer?: string;
  /** Name of the peer in the column of ratios. */
  readonly peerName?: string;
  /** Milliseconds unless it is said. */
  readonly unit?: 'MB' | 'count';
  /** What is told of the series; the median with its range where left out. */
  readonly of?: 'p95' | 'mean';
}

const parse = { peer: 'parse', peerName: '`JSON.parse`' } as const;
const write = { peer: 'write', peerName: 'plain write' } as const;
const scan = { peer: 'scan.vector', peerName: 'the scan' } as const;
const flush = { peer: 'flush', peerName: 'flushed line' } as const;

/** Opening and looking. */
export const LOOKING: readonly Row[] = [
  { figure: 'read', label: 'read the file as text (floor)' },
  { figure: 'parse', label: '`JSON.parse` of the text (floor)' },
  { figure: 'open.first', label: 'open to a usable tree, first thing in a process', ...parse },
  { figure: 'open', label: 'open to a usable tree, warm', ...parse },
  {
    figure: 'check',
    label: 'check for problems, at most 1,000 (a worker thread does it in the extension)',
    ...parse,
  },
  { figure: 'expand', label: 'expand in the outline, up to 50 memories expanded' },
  { figure: 'expand.native', label: 'expand in the native tree' },
  { figure: 'select', label: 'select: all details of a memory' },
  { figure: 'sort', label: 'sort by another column' },
  { figure: 'search', label: 'filter by text, from nothing', ...parse },
  { figure: 'search.on', label: 'filter by text, one more letter' },
];

/** Changing and saving. */
export const CHANGING: readonly Row[] = [
  { figure: 'apply', label: 'edit one text, in memory alone' },
  { figure: 'apply.undo', label: 'undo it, in memory alone' },
  { figure: 'edit', label: 'edit one text: safe on the disk and shown' },
  { figure: 'edit.undo', label: 'undo it' },
  { figure: 'create', label: 'create a memory' },
  { figure: 'create.undo', label: 'undo it' },
  { figure: 'archive', label: 'archive' },
  { figure: 'archive.undo', label: 'undo it' },
  { figure: 'remove', label: 'remove with its relations' },
  { figure: 'remove.undo', label: 'undo it' },
  { figure: 'move', label: 'move to the top of the tree' },
  { figure: 'move.undo', label: 'undo it' },
  { figure: 'write', label: 'write the same bytes plainly, flushed (floor)' },
  { figure: 'save', label: 'save after 1 edit', ...write },
  { figure: 'save.100', label: 'save after 100 edits', ...write },
  { figure: 'hash', label: 'SHA-256 of the bytes (floor)' },
  { figure: 'sha256', label: 'SHA-256 of the edited cube', peer: 'hash', peerName: 'SHA-256' },
];

/** Memory, in MB of 1,000,000 bytes. */
export const MEMORY: readonly Row[] = [
  { figure: 'empty.rss', label: 'process before: resident', unit: 'MB' },
  { figure: 'memory.rss', label: 'cube open: resident', unit: 'MB' },
  { figure: 'memory.heap', label: 'cube open: JavaScript heap', unit: 'MB' },
  { figure: 'memory.external', label: 'cube open: buffers', unit: 'MB' },
  { figure: 'memory.peak', label: 'highest while opening', unit: 'MB' },
  { figure: 'parsed.rss', label: 'text and parsed JSON instead (floor): resident', unit: 'MB' },
  { figure: 'parsed.heap', label: 'text and parsed JSON instead (floor): heap', unit: 'MB' },
];

/** The journal. */
export const HISTORY: readonly Row[] = [
  { figure: 'flush', label: 'append 600 bytes to a file and flush (floor)' },
  { figure: 'change', label: 'change a memory, safe on the disk', ...flush },
  { figure: 'append', label: 'append an entry to the journal under the lock', ...flush },
  { figure: 'history', label: 'history of the memory with 1,000 changes' },
  { figure: 'verify', label: 'check the chain of the whole journal' },
  { figure: 'save.long', label: 'save after one more edit' },
];

/** The start of the extension. */
export const ACTIVATION: readonly Row[] = [
  { figure: 'activated', label: 'activation: everything registered' },
  { figure: 'loaded', label: 'the rest, loaded by the first use' },
];

/** The graph. */
export const GRAPH: readonly Row[] = [
  { figure: 'graph.query', label: 'the engine works the picture out' },
  { figure: 'graph.shown', label: 'from the click to the first arranged picture, layout included' },
  { figure: 'idle.median', label: 'at rest (floor): a frame' },
  ...moving('far', 'the whole picture drawn around'),
  ...moving('zoom', 'by the wheel, far to near and back'),
  { figure: 'near.nodes', label: 'close enough to read titles: memories in sight', unit: 'count' },
  ...moving('near', 'drawn around with titles'),
];

function moving(name: string, label: string): readonly Row[] {
  return [
    { figure: `${name}.median`, label: `${label}: a frame`, peer: 'idle.median', peerName: 'at rest' },
    { figure: `${name}.p95`, label: `${label}: 95 of 100 frames are within` },
    { figure: `${name}.longest`, label: `${label}: longest frame` },
    { figure: `${name}.fps`, label: `${label}: frames a second`, unit: 'count' },
  ];
}

/** Searches. */
export const SEARCH: readonly Row[] = [
  { figure: 'scan.vector', label: 'plain scan of all vectors (floor)' },
  { figure: 'scan.vector', label: 'plain scan, 95 of 100 within', of: 'p95' },
  ...searching('sqlite', 'SQLite'),
  {
    figure: 'sqlite.renewed',
    label: 'SQLite: words and digests made anew after an update that takes texts apart otherwise',
  },
  {
    figure: 'sqlite.renewedPortion',
    label: 'SQLite: a portion of that, 95 of 100 within',
    of: 'p95',
  },
  ...searching('neo4j', 'Neo4j'),
  { figure: 'lancedb.rate', label: 'LanceDB: memories put in, a second', unit: 'count' },
  { figure: 'lancedb.vector', label: 'LanceDB: ten nearest vectors', ...scan },
  { figure: 'lancedb.vector', label: 'LanceDB: ten nearest vectors, 95 of 100 within', of: 'p95' },
  { figure: 'lancedb.recall', label: 'LanceDB: recall@10 of its vectors', of: 'mean', unit: 'count' },
  { figure: 'lancedb.hybrid', label: 'LanceDB: words and vectors, fused', ...scan },
  { figure: 'lancedb.hybrid', label: 'LanceDB: words and vectors, 95 of 100 within', of: 'p95' },
];

function searching(name: string, label: string): readonly Row[] {
  const peer = { peer: 'lancedb.hybrid', peerName: 'LanceDB' } as const;
  return [
    { figure: `${name}.rate`, label: `${label}: memories put in, a second`, unit: 'count' },
    { figure: `${name}.lexical`, label: `${label}: 100 candidates by words` },
    { figure: `${name}.lexical`, label: `${label}: 100 candidates by words, 95 of 100 within`, of: 'p95' },
    { figure: `${name}.vector`, label: `${label}: ten nearest vectors`, ...scan },
    { figure: `${name}.vector`, label: `${label}: ten nearest vectors, 95 of 100 within`, of: 'p95' },
    { figure: `${name}.recall`, label: `${label}: recall@10 of its vectors`, of: 'mean', unit: 'count' },
    { figure: `${name}.search`, label: `${label}: the whole search, explained`, ...peer },
    { figure: `${name}.search`, label: `${label}: the whole search, 95 of 100 within`, of: 'p95' },
    { figure: `${name}.first`, label: `${label}: the first search after opening` },
  ];
}

/** Reading a dialogue into a cube. */
export const INGEST: readonly Row[] = [
  { figure: 'plain.rate', label: '2,000 messages without a model: messages a second', unit: 'count' },
  { figure: 'plain.read', label: 'of these: read, judged, kept for review' },
  { figure: 'plain.apply', label: 'of these: accepted, applied, saved' },
  { figure: 'embedder.threads', label: 'threads of the embedder, alone and in ingest', unit: 'count' },
  { figure: 'embedder', label: 'the embedder alone on the texts of 200 messages (floor)' },
  {
    figure: 'embedded',
    label: '200 messages with the embedder, to the saved cube',
    peer: 'embedder',
    peerName: 'the embedder alone',
  },
  { figure: 'embedded.rate', label: '200 messages with the embedder: messages a second', unit: 'count' },
];
