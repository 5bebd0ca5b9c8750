import { StudioError } from '../../base/errors';
import { quickJson } from '../../base/json/quick';
import { textOf } from '../../cube/outline/recordData';
import type { TextMemory } from '../../cube/text/textMemory';
import type { Collision, IngestBatch, Note, Proposal } from '../../model/proposal';
import type { ReviewDetail, ReviewedOther, ReviewHead, ReviewLine } from '../../model/review';
import { summarise } from '../../model/summarise';
import { bothTexts } from '../bothTexts';
import { recordFacts, recordSources, recordText } from './readRecord';

/** Beginning of a text in the list, in UTF-16 units. */
const BEGINNING = 240;

/** A batch as a person reviews it, against the cube as it is now. */
export class Review {
  private readonly proposals: ReadonlyMap<string, Proposal>;

  /**
   * @param memory at least the memories that the batch concerns (`concerned`), as far as they are there
   * @param say puts a note into the language of the interface
   */
  constructor(
    readonly batch: IngestBatch,
    private readonly memory: TextMemory,
    private readonly say: (note: Note) => string,
  ) {
    this.proposals = new Map(batch.proposals.map((proposal) => [proposal.id, proposal]));
  }

  /** The same with the batch as it is after decisions. */
  withBatch(batch: IngestBatch): Review {
    return new Review(batch, this.memory, this.say);
  }

  head(): ReviewHead {
    const { id, source, kind, mode, createdAt, state, portions, notes } = this.batch;
    return {
      ...{ id, source, kind, mode, createdAt, state },
      portions: { done: portions.done, of: portions.of ?? null },
      notes: notes.map(this.say),
    };
  }

  /** All proposals in their order, or those with these ids. */
  lines(ids?: ReadonlySet<string>): ReviewLine[] {
    return this.batch.proposals.flatMap((each) => (ids && !ids.has(each.id) ? [] : [this.line(each)]));
  }

  /** A proposal in full; throws StudioError `not-found`. */
  detail(id: string): ReviewDetail {
    const proposal = this.proposals.get(id);
    if (!proposal) {
      throw new StudioError('not-found', `The batch has no proposal "${id}".`, {
        remedy: 'Look at the batch again.',
      });
    }
    const { layout } = this.memory;
    const record = quickJson(proposal.memory.raw);
    const text = recordText(record, layout);
    return {
      id,
      text,
      edited: editOf(proposal, text),
      ...recordFacts(record, layout),
      other: proposal.against ? this.other(proposal.against, text) : null,
      sources: recordSources(record, layout),
    };
  }

  /** Whether what was added is gone from the cube: its Change was taken back without the batch knowing. */
  get lost(): boolean {
    const added = this.batch.proposals.filter(
      ({ applied, decision }) =>
        applied === true && (decision === 'add' || decision === 'replace' || decision === 'merge'),
    );
    return added.length > 0 && added.every(({ memory }) => !this.memory.has(memory.id));
  }

  private line(proposal: Proposal): ReviewLine {
    const { id, memory, verdict, reason, suggested, decision = null, applied = false, against } = proposal;
    const { layout } = this.memory;
    const record = quickJson(memory.raw);
    const text = recordText(record, layout);
    const edited = editOf(proposal, text);
    const { title, type, tags } = summarise(id, record, layout);
    return {
      ...{ id, title, type, tags, verdict, suggested, decision, applied },
      text: oneLine(edited ?? text),
      reason: this.say(reason),
      edited: edited !== null,
      collides: against !== undefined,
      stale: against?.where === 'cube' && !applied ? this.stale(against) : null,
    };
  }

  private stale({ id, text }: Collision): ReviewLine['stale'] {
    const now = this.textNow(id);
    return now === null ? 'gone' : now === text ? null : 'changed';
  }

  private textNow(id: string): string | null {
    return this.memory.has(id) ? textOf(this.memory, quickJson(this.memory.text(id))) : null;
  }

  private other({ id, where, text, alike }: Collision, mine: string): ReviewedOther {
    const peer = where === 'batch' ? this.proposals.get(id) : undefined;
    const raw = peer?.memory.raw ?? (this.memory.has(id) ? this.memory.text(id) : undefined);
    const record = raw === undefined ? null : quickJson(raw);
    const now = peer ? (peer.edited ?? recordText(record, this.memory.layout)) : this.textNow(id);
    return {
      ...{ id, where, text, alike, now },
      title: record === null ? '' : summarise(id, record, this.memory.layout).title,
      decision: peer?.decision ?? null,
      merged: bothTexts(now ?? text, mine),
    };
  }
}

/** The text as a person changed it; null where it is as it was read. */
function editOf({ edited }: Proposal, text: string): string | null {
  return edited === undefined || edited === text ? null : edited;
}

function oneLine(text: string): string {
  const flat = text
    .slice(0, 2 * BEGINNING)
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length > BEGINNING ? `${flat.slice(0, BEGINNING - 1)}…` : flat;
}
