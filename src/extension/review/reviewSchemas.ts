import { z } from 'zod';
import { RESOLUTIONS } from '../../engine/model/proposal';
import type { ReviewHostContract } from '../../protocol/reviewView';

const id = z.string().max(2000);
const nothing = z.null();

/** What VS Code kept of a view, which may be of an earlier version. */
export const placeSchema = z.object({ cube: z.string().max(4000), batch: z.string().max(100) });

/** Shapes of the requests that the review view may send. */
export const reviewSchemas = {
  hello: z.object({ protocol: z.number() }),
  detail: z.object({ id }),
  decide: z.object({
    decisions: z
      .array(
        z.object({
          ids: z.array(id).max(1_000_000),
          decision: z.enum([...RESOLUTIONS, 'rejected']).nullable(),
          edited: z.string().max(16_000_000).nullish(),
        }),
      )
      .max(1000),
  }),
  undoDecision: z.object({ redo: z.boolean() }),
  apply: nothing,
  undoApply: nothing,
  reopen: nothing,
  openSource: z.object({ id, source: z.number().int().min(0) }),
  reveal: z.object({ id }),
  discard: nothing,
  next: nothing,
} satisfies Record<keyof ReviewHostContract['requests'], z.ZodType>;
