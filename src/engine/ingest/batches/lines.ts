/**
 * What `.memcube/ingest/<batch>.jsonl` holds: a line that describes the batch, one for each portion that was read,
 * and one for each decision and change of state. The file is only appended to, so that keeping a portion costs the
 * same however many there are; a last line that a kill cut short counts as not written.
 */
import * as z from 'zod';
import { RESOLUTIONS, VERDICTS } from '../../model/proposal';

const note = z.object({ message: z.string(), args: z.array(z.string()) });
const decision = z.enum([...RESOLUTIONS, 'rejected']);

export const headerLine = z.object({
  ingest: z.literal(1),
  id: z.string(),
  source: z.string(),
  sourceHash: z.string(),
  kind: z.string(),
  mode: z.enum(['fast', 'fine']),
  createdAt: z.string(),
});
export type HeaderLine = z.infer<typeof headerLine>;

const proposal = z.object({
  id: z.string(),
  memory: z.object({ id: z.string(), raw: z.string() }),
  verdict: z.enum(VERDICTS),
  against: z
    .object({ id: z.string(), text: z.string(), alike: z.number(), where: z.enum(['cube', 'batch']) })
    .optional(),
  reason: note,
  suggested: z.enum(RESOLUTIONS),
});

const portionLine = z.object({
  line: z.literal('portion'),
  portion: z.number().int(),
  portions: z.number().int(),
  /** What the reader takes the source for. */
  kind: z.string(),
  proposals: z.array(proposal),
  edges: z.array(z.object({ source: z.string(), target: z.string(), type: z.string() })),
  notes: z.array(note),
});
export type PortionLine = z.infer<typeof portionLine>;

const decideLine = z.object({
  line: z.literal('decide'),
  ids: z.array(z.string()),
  /** null takes a decision back. */
  decision: decision.nullable(),
  /** The text as a person changed it; null takes the change back, and left out keeps it. */
  edited: z.string().nullable().optional(),
});

export type DecideLine = z.infer<typeof decideLine>;

const stateLine = z.object({
  line: z.literal('state'),
  state: z.enum(['review', 'applied', 'failed']),
  /** Proposals that were carried out by this, or with `review` taken back. */
  ids: z.array(z.string()).optional(),
  notes: z.array(note).optional(),
});

export const bodyLine = z.discriminatedUnion('line', [portionLine, decideLine, stateLine]);
export type BodyLine = z.infer<typeof bodyLine>;
