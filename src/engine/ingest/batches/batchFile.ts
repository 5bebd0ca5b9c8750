import { open } from 'node:fs/promises';
import { StudioError } from '../../base/errors';
import { quickJson } from '../../base/json/quick';
import { onFile } from '../../cube/files/fileError';
import { writeAtomically } from '../../cube/files/writeAtomically';
import { readLines } from '../../cube/journal/lines';
import type { BatchState, Decision, IngestBatch, Note, Proposal, Verdict } from '../../model/proposal';
import { bodyLine, headerLine, type BodyLine, type DecideLine, type HeaderLine } from './lines';

/** A batch as it lies on the disk, and the number of bytes of it that are whole lines. */
export interface KeptBatch {
  readonly batch: IngestBatch;
  readonly bytes: number;
}

/** Starts a batch anew; an earlier file is replaced. */
export async function createBatchFile(file: string, header: HeaderLine): Promise<void> {
  await writeAtomically(file, [`${JSON.stringify(header)}\n`]);
}

/**
 * Appends lines after the whole ones, flushed. Where that fails (StudioError `no-space`, `read-only`, `io`) the
 * file is as before. Returns the bytes that are whole lines now.
 */
export async function appendLines(file: string, bytes: number, lines: readonly BodyLine[]): Promise<number> {
  return onFile(file, async () => {
    const handle = await open(file, 'r+');
    try {
      await handle.truncate(bytes);
      const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      let at = 0;
      try {
        while (at < text.length) {
          at += (await handle.write(text, at, text.length - at, bytes + at)).bytesWritten;
        }
        await handle.datasync();
      } catch (error) {
        await handle.truncate(bytes).catch(() => {});
        throw error;
      }
      return bytes + text.length;
    } finally {
      await handle.close();
    }
  });
}

/** Reads a batch; throws StudioError `bad-shape` with the line where it is damaged. */
export async function readBatchFile(file: string, signal?: AbortSignal): Promise<KeptBatch> {
  let header: HeaderLine | undefined;
  const state = new Assembling();
  let bytes = 0;
  for await (const { text, number, offset, whole } of readLines(file, signal)) {
    if (!whole) break;
    try {
      const value = quickJson(text);
      if (header) state.take(bodyLine.parse(value));
      else header = headerLine.parse(value);
    } catch (error) {
      throw damaged(file, number, error);
    }
    bytes = offset + Buffer.byteLength(text) + 1;
  }
  if (!header) throw damaged(file, 1, undefined);
  return { batch: state.batch(header), bytes };
}

function damaged(file: string, line: number, cause: unknown): StudioError {
  return new StudioError('bad-shape', 'What was kept of this reading is damaged.', {
    place: { file, line },
    remedy: 'Discard the batch and read the source again.',
    cause,
  });
}

/** A batch in the making, line by line. */
class Assembling {
  private readonly proposals = new Map<string, Proposal>();
  private readonly edges: { source: string; target: string; type: string }[] = [];
  private notes: Note[] = [];
  private state: BatchState = 'reading';
  private done = 0;
  private of: number | undefined;
  private kind = '';

  take(line: BodyLine): void {
    if (line.line === 'portion') {
      if (line.portion !== this.done) throw new RangeError(`portion ${line.portion}`);
      this.done++;
      this.of = line.portions;
      this.kind = line.kind;
      for (const proposal of line.proposals) this.proposals.set(proposal.id, proposal);
      this.edges.push(...line.edges);
      this.notes.push(...line.notes);
    } else if (line.line === 'decide') {
      for (const id of line.ids) this.decide(id, line.decision ?? undefined, line.edited);
    } else {
      if (this.state === 'failed') this.notes = [];
      this.state = line.state;
      for (const id of line.ids ?? []) this.carriedOut(id, line.state === 'applied');
      this.notes.push(...(line.notes ?? []));
    }
  }

  private decide(id: string, decision: Decision | undefined, edited: string | null | undefined): void {
    const proposal = this.proposals.get(id);
    if (proposal) this.proposals.set(id, decidedOn(proposal, decision, edited));
  }

  private carriedOut(id: string, applied: boolean): void {
    const proposal = this.proposals.get(id);
    if (proposal) this.proposals.set(id, { ...proposal, applied });
  }

  batch({ id, source, sourceHash, kind, mode, createdAt }: HeaderLine): IngestBatch {
    const proposals = [...this.proposals.values()];
    const verdicts: Record<Verdict, number> = { new: 0, exact: 0, near: 0, semantic: 0, contradiction: 0 };
    for (const { verdict } of proposals) verdicts[verdict]++;
    return {
      ...{ id, source, sourceHash, kind: kind || this.kind, mode, createdAt },
      // Applied as far as it was decided on; the rest is open.
      state:
        this.state === 'applied' && proposals.some(({ applied }) => applied !== true) ? 'review' : this.state,
      portions: { done: this.done, of: this.of },
      notes: this.notes,
      verdicts,
      undecided: undecidedIn(proposals),
      proposals,
      edges: this.edges,
    };
  }
}

/** A batch after decisions, as reading its file anew would give it. */
export function withDecisions(batch: IngestBatch, lines: readonly DecideLine[]): IngestBatch {
  const changed = new Map<string, Proposal>();
  const known = new Map(batch.proposals.map((proposal) => [proposal.id, proposal]));
  for (const { ids, decision, edited } of lines) {
    for (const id of ids) {
      const proposal = changed.get(id) ?? known.get(id);
      if (proposal) changed.set(id, decidedOn(proposal, decision ?? undefined, edited));
    }
  }
  const proposals = batch.proposals.map((proposal) => changed.get(proposal.id) ?? proposal);
  return { ...batch, proposals, undecided: undecidedIn(proposals) };
}

function decidedOn(
  proposal: Proposal,
  decision: Decision | undefined,
  edited: string | null | undefined,
): Proposal {
  const text = edited === undefined ? proposal.edited : (edited ?? undefined);
  return { ...proposal, decision, edited: text };
}

const undecidedIn = (proposals: readonly Proposal[]): number =>
  proposals.filter(({ decision }) => decision === undefined).length;
