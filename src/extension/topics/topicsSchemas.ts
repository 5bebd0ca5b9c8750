import { z } from 'zod';
import type { TopicsHostContract } from '../../protocol/topicsView';

const id = z.string().max(2000);
const nothing = z.null();

/** What VS Code kept of a view, which may be of an earlier version. */
export const keptSchema = z.object({ cube: z.string().max(4000) });

/** Shapes of the requests that the preview of topics may send. */
export const topicsSchemas = {
  hello: z.object({ protocol: z.number() }),
  plan: nothing,
  apply: z.object({ without: z.array(id).max(1_000_000) }),
  undo: nothing,
  reveal: z.object({ id }),
  cancel: nothing,
} satisfies Record<keyof TopicsHostContract['requests'], z.ZodType>;
