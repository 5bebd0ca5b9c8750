import { createHash } from 'node:crypto';
import { describeError, isAbort, StudioError } from '../base/errors';
import { toRaw } from '../base/json/render';
import { quickJson } from '../base/json/quick';
import { memoryRecord } from './memoryRecord';
import { layoutOf } from '../cube/text/layout';
import type { TextMemory } from '../cube/text/textMemory';
import { valueAt } from '../model/summarise';
import type { IngestBatch, Peer, Proposal } from '../model/proposal';
import type { ReadPortion } from '../model/reading';
import type { KeptBatch } from './batches/batchFile';
import type { BatchStore } from './batches/batchStore';
import type { BodyLine, PortionLine } from './batches/lines';
import { Comparison } from './comparison';
import type { IngestTarget } from './targets/target';
import type { IngestContext, IngestOptions, IngestSource } from './types';

/**
 * Reads a source to the end and keeps what it proposes, portion by portion, in a batch that is open for review
 * then; nothing is applied. A run that was killed or cancelled is taken up again where it was: portions that were
 * kept are not read again. A source that is under review already is not read at all. Throws StudioError as the
 * reader does, `unsupported` for a cube that keeps preferences only, `locked` while another process reads the same
 * source, `no-space`; what was kept until then stays, and the batch says why it failed.
 */
export async function ingest(
  context: IngestContext,
  target: IngestTarget,
  batches: BatchStore,
  input: IngestSource,
  options: IngestOptions = {},
): Promise<IngestBatch> {
  if (target.format === 'pref_text') {
    throw new StudioError('unsupported', 'A preference file holds preferences only.', {
      remedy: 'Read the source into a cube with another text memory.',
    });
  }
  const sourceHash = createHash('sha256').update(input.source.bytes).digest('hex');
  const id = batchIdOf(input, sourceHash);
  options.onBatch?.(id);
  return batches.exclusively(
    id,
    async () => {
      const earlier = await batches.find(id, options.signal);
      if (earlier?.batch.state === 'review') return earlier.batch;
      const resumes = earlier !== undefined && earlier.batch.state !== 'applied';
      const kept = resumes
        ? earlier
        : await batches.create({
            ...{
              ingest: 1,
              id,
              source: input.source.name,
              sourceHash,
              kind: input.kind ?? '',
              mode: input.mode,
            },
            createdAt: context.now().toISOString(),
          });
      await new Reading(context, target, batches, input, options, kept).run();
      return batches.get(id);
    },
    { signal: options.signal },
  );
}

/** Id of the batch of a source with this SHA-256: the same source, read in the same way, is the same batch. */
export function batchIdOf(
  { source, mode, settings, kind }: Omit<IngestSource, 'read'>,
  hash: string,
): string {
  const parts = [source.name, source.firstLine ?? 1, hash, kind ?? '', mode, settings ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** Lets one source run through. */
class Reading {
  /** Ids of the proposed memories by their index over all portions. */
  private readonly ids: string[];
  private bytes: number;
  private messages = 0;
  private readonly started = performance.now();

  constructor(
    private readonly context: IngestContext,
    private readonly target: IngestTarget,
    private readonly batches: BatchStore,
    private readonly input: IngestSource,
    private readonly options: IngestOptions,
    private readonly kept: KeptBatch,
  ) {
    this.bytes = kept.bytes;
    this.ids = kept.batch.proposals.map(({ memory }) => memory.id);
  }

  async run(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      if (!isAbort(error)) {
        const notes = [{ message: describeError(error), args: [] }];
        // Where even that cannot be written, the batch stays as it was: still reading.
        await this.append([{ line: 'state', state: 'failed', notes }]).catch(() => {});
      }
      throw error;
    }
  }

  private async read(): Promise<void> {
    const { signal } = this.options;
    const template = await this.target.around([], signal);
    const comparison = await Comparison.open(this.target, this.options);
    try {
      await comparison.learn(this.proposed(template));
      const { done, of } = this.kept.batch.portions;
      if (of === undefined || done < of) {
        let next = done;
        for await (const portion of this.input.read({ from: done, made: this.ids.length, signal })) {
          signal?.throwIfAborted();
          if (portion.portion !== next++) {
            throw new StudioError('internal', `Portion ${next - 1} of ${this.input.source.name} is missing.`);
          }
          await this.keep(portion, template, comparison);
        }
      }
    } finally {
      comparison.dispose();
    }
    await this.append([{ line: 'state', state: 'review' }]);
  }

  /** What an earlier run has proposed. */
  private proposed(template: TextMemory): Peer[] {
    const proposals = this.kept.batch.proposals.filter(({ verdict }) => verdict !== 'exact');
    return proposals.map(({ memory: { id, raw } }) => {
      const text = valueAt(quickJson(raw), layoutOf(template.format).memory);
      return { id, text: typeof text === 'string' ? text : '', where: 'batch' };
    });
  }

  private async keep(portion: ReadPortion, template: TextMemory, comparison: Comparison): Promise<void> {
    const first = this.ids.length;
    const now = this.context.now();
    const peers = portion.memories.map((read) => ({
      id: this.context.newId(),
      text: read.memory,
      where: 'batch' as const,
    }));
    this.ids.push(...peers.map(({ id }) => id));
    const judged = await comparison.compare(peers);
    const origin = {
      userId: this.options.userId,
      sessionId: this.options.sessionId,
      batch: this.kept.batch.id,
      portions: portion.portions,
    };
    const proposals = portion.memories.map((read, at): Proposal => {
      const { id } = peers[at]!;
      const raw = memoryRecord(template, id, read, { ...origin, index: first + at }, now);
      return { id, memory: { id, raw }, ...judged[at]! };
    });
    await this.append([lineOf(portion, proposals, this.ids)]);
    this.report(portion);
  }

  private async append(lines: readonly BodyLine[]): Promise<void> {
    this.bytes = await this.batches.append(this.kept.batch.id, this.bytes, lines);
  }

  private report({ portion, portions, memories }: ReadPortion): void {
    this.messages += messagesIn(memories.flatMap(({ sources }) => sources.map((source) => toRaw(source))));
    const seconds = (performance.now() - this.started) / 1000;
    this.options.onProgress?.({
      source: this.input.source.name,
      portion: portion + 1,
      portions,
      memories: this.ids.length,
      messages: this.messages,
      perSecond: this.messages / Math.max(seconds, 0.001),
    });
  }
}

/** Messages or passages behind memories: windows overlap, so each counts once. */
function messagesIn(sources: readonly string[]): number {
  return new Set(sources).size;
}

function lineOf(portion: ReadPortion, proposals: readonly Proposal[], ids: readonly string[]): PortionLine {
  const edges = portion.edges.flatMap(({ source, target, type }) => {
    const [from, to] = [ids[source], ids[target]];
    return from === undefined || to === undefined ? [] : [{ source: from, target: to, type }];
  });
  return {
    line: 'portion',
    portion: portion.portion,
    portions: portion.portions,
    kind: portion.kind,
    proposals: proposals.map(({ reason, against, ...rest }) => ({
      ...{ id: rest.id, memory: rest.memory, verdict: rest.verdict, suggested: rest.suggested, against },
      reason: { message: reason.message, args: [...reason.args] },
    })),
    edges,
    notes: portion.notes.map(({ message, args }) => ({ message, args: [...args] })),
  };
}
