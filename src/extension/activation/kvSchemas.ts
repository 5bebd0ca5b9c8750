import { z } from 'zod';
import type { KvHostContract } from '../../protocol/kvInspector';

const id = z.string().max(200);
const key = z.string().max(2000);
const stream = z.string().max(400);
const nothing = z.null();

/** What VS Code kept of a view, which may be of an earlier version. */
export const keptSchema = z.object({ cube: z.string().max(4000) });

/** Shapes of the requests that the KV inspector may send. */
export const kvSchemas = {
  hello: z.object({ protocol: z.number() }),
  detail: z.object({ id }),
  tokens: z.object({ id }),
  numbers: z.object({ id }),
  ask: z.object({ id, question: z.string().min(1).max(20_000), cold: z.boolean(), stream }),
  stop: z.object({ stream }),
  rebuild: z.object({ id }),
  cancel: z.object({ id: id.nullable() }),
  pin: z.object({ id, pinned: z.boolean() }),
  wake: z.object({ id }),
  remove: z.object({ id }),
  diff: z.object({ id, key }),
  reveal: z.object({ key }),
  build: nothing,
  chooseModel: nothing,
} satisfies Record<keyof KvHostContract['requests'], z.ZodType>;
