import { quickJson } from '../base/json/quick';
import { anotherText, derivedRecord } from '../cube/edit/derivedRecord';
import { Draft } from '../cube/edit/draft';
import { united } from '../cube/edit/merge';
import { supersede } from '../cube/edit/supersede';
import { copyMemory } from '../cube/session/copyMemory';
import { applyOps } from '../cube/text/applyOps';
import type { TextMemory } from '../cube/text/textMemory';
import type { Op } from '../model/change';
import type { Decision, IngestBatch, Proposal } from '../model/proposal';
import { valueAt } from '../model/summarise';
import { bothTexts } from './bothTexts';
import { normalText } from './similar/normalText';

/** What applying a batch does, counted. */
export interface BatchOutcome {
  readonly added: number;
  readonly replaced: number;
  readonly merged: number;
  /** Left out: decided so, rejected, still undecided, or there by now. */
  readonly skipped: number;
}

interface Accepted {
  readonly proposal: Proposal;
  readonly decision: 'add' | 'replace' | 'merge';
}

/** Ids of the memories that applying a batch concerns. */
export function concerned({ proposals }: IngestBatch): string[] {
  return proposals.flatMap(({ memory, against }) => (against ? [memory.id, against.id] : [memory.id]));
}

/**
 * The operations of a batch's decisions on a memory as it is now. A memory to be replaced or merged with that is no
 * longer there lets the new one simply be added; a text that came into the cube meanwhile is left out.
 */
export function planBatch(
  memory: TextMemory,
  batch: IngestBatch,
  present: (normal: string) => boolean,
): { ops: Op[]; outcome: BatchOutcome } {
  const accepted = batch.proposals.flatMap((proposal): Accepted[] => {
    const decision = takes(proposal.decision);
    if (!decision || proposal.applied === true || memory.has(proposal.memory.id)) return [];
    const meanwhile =
      decision === 'add' && proposal.verdict === 'new' && present(normalText(textOf(memory, proposal)));
    return meanwhile ? [] : [{ proposal, decision }];
  });
  const stage = copyMemory(memory);
  applyOps(
    stage,
    accepted.map(({ proposal: { memory: item } }) => ({
      op: 'add',
      key: item.id,
      raw: item.raw,
      previous: null,
    })),
  );
  const there = new Set(accepted.map(({ proposal }) => proposal.memory.id));
  /** Proposals that another one of the batch takes the place of, with that one. */
  const gone = new Map<string, string>();
  const draft = new Draft(memory);
  const records = new Map<string, string>();
  /** Memories of the cube to be archived, with the proposals that take their place. */
  const archived = new Map<string, string[]>();
  let [replaced, merged] = [0, 0];
  for (const { proposal, decision } of accepted) {
    const { id } = proposal.memory;
    const other = decision === 'add' ? undefined : proposal.against?.id;
    const known = other !== undefined && (memory.has(other) || (there.has(other) && !gone.has(other)));
    const text =
      proposal.edited ??
      (decision === 'merge' && known
        ? bothTexts(stagedText(stage, other), stagedText(stage, id))
        : undefined);
    const changes = [
      ...(decision === 'merge' && known ? united(stage, [other, id]) : []),
      ...(text === undefined ? [] : anotherText(stage, id, text)),
    ];
    const raw = changes.length === 0 ? proposal.memory.raw : derivedRecord(stage, id, id, changes);
    if (raw !== proposal.memory.raw) restage(stage, id, raw);
    records.set(id, raw);
    if (!known) continue;
    if (decision === 'merge') merged++;
    else replaced++;
    if (memory.has(other)) {
      archived.set(other, [...(archived.get(other) ?? []), id]);
    } else {
      gone.set(other, id);
      records.delete(other);
    }
  }
  for (const [id, raw] of records) draft.add(id, raw, memory.collections[0]?.collection);
  for (const [old, ids] of archived) {
    const [first = '', ...rest] = new Set(ids.map((id) => last(gone, id)));
    supersede(draft, old, first);
    for (const target of memory.hasEdges ? rest : []) draft.link({ source: old, target, type: 'MERGED_TO' });
  }
  if (memory.hasEdges) {
    for (const edge of batch.edges) {
      const ends = [edge.source, edge.target];
      const fresh = ends.filter((end) => records.has(end)).length;
      if (fresh > 0 && ends.every((end) => records.has(end) || memory.has(end))) draft.link(edge);
    }
  }
  const added = records.size - replaced - merged + gone.size;
  const settled = batch.proposals.filter(({ applied }) => applied === true).length;
  const skipped = batch.proposals.length - settled - accepted.length;
  return { ops: draft.ops(), outcome: { added: Math.max(0, added), replaced, merged, skipped } };
}

/** The proposal that stands at the end of those that take each other's place. */
function last(gone: ReadonlyMap<string, string>, id: string): string {
  let at = id;
  for (let next = gone.get(at); next !== undefined; next = gone.get(at)) at = next;
  return at;
}

/** Puts a record as it will be in the place of the one that was read: a later merge takes it up. */
function restage(stage: TextMemory, key: string, raw: string): void {
  const before = stage.text(key);
  applyOps(stage, [
    { op: 'remove', key, raw: before, previous: null },
    { op: 'add', key, raw, previous: null },
  ]);
}

function takes(decision: Decision | undefined): Accepted['decision'] | undefined {
  return decision === 'add' || decision === 'replace' || decision === 'merge' ? decision : undefined;
}

function textOf(memory: TextMemory, { memory: { raw } }: Proposal): string {
  const text = valueAt(quickJson(raw), memory.layout.memory);
  return typeof text === 'string' ? text : '';
}

function stagedText(stage: TextMemory, key: string): string {
  const text = valueAt(quickJson(stage.text(key)), stage.layout.memory);
  return typeof text === 'string' ? text : '';
}
