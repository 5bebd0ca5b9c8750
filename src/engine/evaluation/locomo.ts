/** LoCoMo, retrieval only: each conversation is read turn by turn into a store, and its questions are searched. */
import type { Embedder } from '../inference/ports';
import type { Edge } from '../model/memory';
import type { ScorePart } from '../model/search';
import { toRaw } from '../base/json/render';
import type { JsonRecord } from '../base/json/types';
import { readSource } from '../reader/readSource';
import type { ReadMemory } from '../model/reading';
import { embedStore } from '../retrieval/embedStore';
import { analyser } from '../retrieval/facts';
import { Searcher } from '../retrieval/searcher';
import type { ExportPart, MemoryStore } from '../store/port';
import { openSqlite } from '../store/sqlite/sqliteStore';
import type { LocomoConversation, LocomoQuestion } from './locomoFile';
import type { Answered } from './recall';

/** A turn that was found, with the parts of its score. */
export interface FoundTurn {
  readonly turn: string;
  readonly parts: readonly ScorePart[];
}

export interface LocomoOptions {
  readonly embedder?: Embedder | undefined;
  /** How many turns are asked for; 20 where left out. */
  readonly topK?: number | undefined;
  /** Called after each question with what was found, the best first. */
  readonly onFound?: ((question: LocomoQuestion, found: readonly FoundTurn[]) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface LocomoRun {
  readonly answered: readonly Answered[];
  /** Milliseconds of each search, embedding of the question included. */
  readonly searchMs: readonly number[];
  readonly turns: number;
  readonly ingestMs: number;
}

const TOP = 20;

/** Runs one conversation. Adversarial questions (category 5) and those without evidence are left out. */
export async function runLocomo(
  { name, json, questions }: LocomoConversation,
  { embedder, topK = TOP, onFound, signal }: LocomoOptions = {},
): Promise<LocomoRun> {
  const store = await openSqlite(':memory:', { name, analyser });
  try {
    const start = performance.now();
    const { turnOf, last } = await ingest(store, name, json, signal);
    if (embedder) await embedStore(store, embedder, { signal });
    const ingestMs = performance.now() - start;
    // Asked when the conversation had ended.
    const now = new Date(last);
    const searcher = new Searcher(store, { embedder, now: () => now });
    const answered: Answered[] = [];
    const searchMs: number[] = [];
    for (const question of questions) {
      const { text, category, evidence } = question;
      if (category === 5 || evidence.length === 0) continue;
      const begun = performance.now();
      const { hits } = await searcher.search({ text, topK }, signal);
      searchMs.push(performance.now() - begun);
      const found = hits.flatMap(({ key, parts }) => {
        const turn = turnOf.get(key);
        return turn === undefined ? [] : [{ turn, parts }];
      });
      onFound?.(question, found);
      const turns = found.map(({ turn }) => turn);
      answered.push({ conversation: name, category, evidence, found: turns });
    }
    return { answered, searchMs, turns: turnOf.size, ingestMs };
  } finally {
    store.dispose();
  }
}

async function ingest(
  store: MemoryStore,
  name: string,
  json: string,
  signal: AbortSignal | undefined,
): Promise<{ turnOf: Map<string, string>; last: number }> {
  const source = { name: `${name}.json`, bytes: new TextEncoder().encode(json) };
  const turnOf = new Map<string, string>();
  let last = 0;
  let made = 0;
  const idOf = (index: number): string => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
  async function* parts(): AsyncGenerator<ExportPart> {
    for await (const portion of readSource(source, { mode: 'fast', unit: 'turn', signal })) {
      const memories = portion.memories.map((memory) => {
        const id = idOf(made++);
        const turn = memory.sources[0]?.['message_id'];
        if (typeof turn === 'string') turnOf.set(id, turn);
        last = Math.max(last, Date.parse(memory.when ?? '') || 0);
        return { id, raw: recordOf(id, memory), vectors: [] };
      });
      yield { kind: 'memories', memories };
      const edges = portion.edges.map((edge): Edge => ({
        source: idOf(edge.source),
        target: idOf(edge.target),
        type: edge.type,
      }));
      yield { kind: 'edges', edges };
    }
  }
  await store.import(parts(), { existing: 'replace', signal });
  return { turnOf, last };
}

/** The record as ingest writes it into a cube in a store. */
function recordOf(id: string, read: ReadMemory): string {
  const info: JsonRecord = { entities: [...read.entities] };
  if (read.when !== undefined) info['when'] = read.when;
  const metadata: JsonRecord = {
    status: 'activated',
    memory_type: read.memoryType,
    type: read.kind,
    key: read.title,
    tags: [...read.tags],
    session_id: read.session ?? null,
    sources: read.sources.map((source) => ({ ...source })),
    info,
  };
  return toRaw({ id, memory: read.memory, metadata });
}
