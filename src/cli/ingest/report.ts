import { quickJson } from '../../engine/base/json/quick';
import { reasonText } from '../../engine/cube/edit/types';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { BatchSummary, Proposal, TopicPlan } from '../../engine/model/proposal';
import { valueAt } from '../../engine/model/summarise';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import type { SourceOutcome } from './readFiles';

/** Proposals of a source that lines for people show at most. */
const SHOWN = 50;
const LONGEST = 100;

/** The text that a proposal would be written with. */
export function textOf(memory: TextMemory, proposal: Proposal): string {
  const text = valueAt(quickJson(proposal.memory.raw), memory.layout.memory);
  return proposal.edited ?? (typeof text === 'string' ? text : '');
}

/** A proposal in the JSON document. */
export function proposalJson(memory: TextMemory, proposal: Proposal) {
  const { id, verdict, against, suggested, decision, applied } = proposal;
  return {
    id,
    memory: textOf(memory, proposal),
    verdict,
    against: against ?? null,
    reason: reasonText(proposal.reason),
    suggested,
    decision: decision ?? null,
    applied: applied === true,
  };
}

/** A source in the JSON document; only proposals that are still open are listed. */
export function sourceJson(memory: TextMemory, found: SourceOutcome) {
  const { batch, outcome, error } = found;
  return {
    source: found.source,
    batch: batch?.id ?? null,
    kind: batch?.kind ?? null,
    mode: batch?.mode ?? null,
    state: batch?.state ?? 'failed',
    portions: batch?.portions.done ?? 0,
    memories: batch?.proposals.length ?? 0,
    verdicts: batch?.verdicts ?? null,
    ...{ added: outcome?.added ?? 0, replaced: outcome?.replaced ?? 0, merged: outcome?.merged ?? 0 },
    change: found.change ?? null,
    open: open(found).map((proposal) => proposalJson(memory, proposal)),
    notes: batch?.notes.map(reasonText) ?? [],
    error: error ? { code: error.code, message: error.message, remedy: error.remedy ?? null } : null,
  };
}

const open = ({ batch }: SourceOutcome): readonly Proposal[] =>
  batch?.proposals.filter(({ decision }) => decision === undefined) ?? [];

/** A source in lines for people. */
export function* sourceLines(memory: TextMemory, found: SourceOutcome, style: Style): Generator<string> {
  const { batch, outcome, error } = found;
  if (!batch) {
    yield `${style.bold(plainLine(found.source))}  ${plainLine(error?.describe() ?? '')}`;
    return;
  }
  const left = open(found);
  const did = [
    counted(batch.proposals.length, 'memory read', 'memories read'),
    ...(outcome ? [`${outcome.added} added`] : []),
    ...(outcome && outcome.replaced > 0 ? [`${outcome.replaced} replaced`] : []),
    ...(outcome && outcome.merged > 0 ? [`${outcome.merged} merged`] : []),
    ...(left.length > 0 ? [`${left.length} to review`] : []),
  ];
  yield `${style.bold(plainLine(found.source))}  ${did.join(', ')}`;
  for (const note of batch.notes) yield `  ${plainLine(reasonText(note))}`;
  for (const proposal of left.slice(0, SHOWN)) {
    yield `  ${proposal.verdict}: ${shortened(textOf(memory, proposal))}`;
    if (proposal.against) yield style.dim(`    like: ${shortened(proposal.against.text)}`);
    yield style.dim(`    ${plainLine(reasonText(proposal.reason))} Suggested: ${proposal.suggested}.`);
  }
  if (left.length > SHOWN) yield style.dim(`  … and ${left.length - SHOWN} more`);
}

/** Topics in lines for people. */
export function* topicLines(plan: TopicPlan, style: Style): Generator<string> {
  const made = plan.topics.length;
  yield `${style.bold('Topics')}  ${made} new, ${counted(plan.moves.length, 'memory', 'memories')} put in order`;
  for (const topic of plan.topics) {
    const below = plan.moves.filter((move) => move.topic === topic.id).length;
    yield `  ${plainLine(topic.title)} (${below})`;
  }
}

/** A batch in a list for people. */
export function batchLine(batch: BatchSummary, style: Style): string {
  const { done, of } = batch.portions;
  const how = batch.state === 'reading' ? `part ${done} of ${of ?? '?'}` : `${batch.undecided} to review`;
  return `${batch.id}  ${style.bold(plainLine(batch.source))}  ${batch.state}, ${how}`;
}

function shortened(text: string): string {
  const line = plainLine(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
