import { z } from 'zod';

const count = z.int().min(0);

/** What `media/train/train.py` tells, a JSON object a line. */
const trainerEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('loading') }),
  z.object({ event: z.literal('note'), text: z.string() }),
  z.object({
    event: z.literal('start'),
    steps: count,
    step: count,
    examples: count,
    leftOut: count,
    parameters: count,
    threads: count,
  }),
  z.object({
    event: z.literal('step'),
    step: count,
    steps: count,
    epoch: count,
    loss: z.number(),
    eta: z.number(),
  }),
  z.object({ event: z.literal('checkpoint'), step: count, bytes: count }),
  z.object({ event: z.literal('saving') }),
  z.object({ event: z.literal('done'), seconds: z.number(), bytes: count }),
  z.object({ event: z.literal('stopped'), step: count }),
  z.object({ event: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type TrainerEvent = z.infer<typeof trainerEvent>;

/** The event of a line; undefined for what libraries say beside it. */
export function readTrainerEvent(line: string): TrainerEvent | undefined {
  if (!line.startsWith('{"event"')) return undefined;
  try {
    return trainerEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
