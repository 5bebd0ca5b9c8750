import { z } from 'zod';
import type { HostContract } from '../../protocol/cubeEditor';

const key = z.string().max(2000);
const keys = z.array(key).max(200_000);
const text = z.string().max(16 * 1024 * 1024);
const name = z.string().max(1000);
const edge = z.object({ source: key, target: key, type: name });
const path = z
  .array(z.union([name, z.number().int().nonnegative()]))
  .min(1)
  .max(32);
const filter = z.object({
  text: name,
  types: z.array(name),
  statuses: z.array(name),
  tags: z.array(name),
  usedWithinDays: z.number().positive().optional(),
});
const sort = z.object({
  by: z.enum(['file', 'title', 'type', 'status', 'uses', 'chars', 'updatedAt', 'confidence']),
  descending: z.boolean(),
});
const count = z.number().int().min(1).max(5000);
const place = z.tuple([z.number(), z.number()]);

const edit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), keys, path, raw: text.nullable() }),
  z.object({
    kind: z.literal('create'),
    memory: text,
    title: text.optional(),
    memoryType: name,
    parent: key.nullable(),
    collection: name.optional(),
  }),
  z.object({ kind: z.literal('remove'), keys, mode: z.enum(['archived', 'deleted', 'removed']) }),
  z.object({ kind: z.literal('duplicate'), keys }),
  z.object({ kind: z.literal('merge'), keys, memory: text }),
  z.object({ kind: z.literal('split'), key, parts: z.array(text).max(1000) }),
  z.object({ kind: z.literal('reparent'), keys, parent: key.nullable() }),
  z.object({ kind: z.literal('tag'), keys, add: z.array(name), remove: z.array(name) }),
  z.object({ kind: z.literal('link'), edge }),
  z.object({ kind: z.literal('unlink'), edge }),
]);

/** Shapes of the requests that a view may send. */
export const hostSchemas = {
  hello: z.object({ protocol: z.number() }),
  outline: z.object({ filter, sort, expanded: keys, shape: z.enum(['tree', 'flat']), count }),
  rows: z.object({ generation: z.number().int(), from: z.number().int().nonnegative(), count }),
  locate: z.object({ key }),
  detail: z.object({ key }),
  edit,
  graph: z.object({
    filter,
    expanded: keys,
    focus: key.nullable(),
    also: keys.optional(),
    limit: count,
  }),
  positions: z.object({ positions: z.record(key, place) }),
  history: z.object({ key }),
  diff: z.object({ key, entry: name }),
  restore: z.object({ key, entry: name }),
  open: z.object({ key, as: z.enum(['text', 'file']) }),
  confirm: z.object({ message: text, detail: text.optional(), buttons: z.array(name).max(8) }),
} satisfies Record<keyof HostContract['requests'], z.ZodType>;
