import { z } from 'zod';
import { SCORE_PARTS } from '../../engine/model/search';
import type { SearchHostContract } from '../../protocol/searchView';

const id = z.string().max(4000);
const key = z.string().max(2000);
const name = z.string().max(1000);
const names = z.array(name).max(1000);

/** Weights by the names of parts; nothing else is taken over. */
export const weightsSchema = z.partialRecord(z.enum(SCORE_PARTS), z.number().min(-100).max(100));

const filterValue = z.union([z.string().max(10_000), z.number(), z.boolean()]);
const condition = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
  z.union([
    filterValue,
    z.strictObject({
      gt: filterValue.optional(),
      gte: filterValue.optional(),
      lt: filterValue.optional(),
      lte: filterValue.optional(),
      contains: filterValue.optional(),
      in: z.array(filterValue).max(1000).optional(),
      like: z.string().max(10_000).optional(),
    }),
  ]),
);
const conditions = z.array(condition).max(100);

/** A search as views send it and as settings files hold it. */
export const requestSchema = z.object({
  text: z.string().max(10_000),
  topK: z.number().int().min(1).max(1000),
  types: names.optional(),
  statuses: names.optional(),
  tags: names.optional(),
  filter: z
    .union([z.strictObject({ and: conditions }), z.strictObject({ or: conditions }), condition])
    .optional(),
  weights: weightsSchema.optional(),
  threshold: z.number().optional(),
  ignore: names.optional(),
  user: name.optional(),
  now: z.string().max(100).optional(),
});

const ofCube = z.object({ cube: id });

/** Shapes of the requests that the search view may send. */
export const searchSchemas = {
  hello: z.object({ protocol: z.number() }),
  choose: ofCube,
  search: z.object({ cube: id, request: requestSchema }),
  whyNot: z.object({ cube: id, request: requestSchema, key }),
  pick: ofCube,
  reveal: z.object({ cube: id, key, focus: z.boolean() }),
  spotlight: z.object({
    cube: id,
    spot: z.object({ keys: z.array(key).max(1000), label: z.string().max(10_000) }).nullable(),
  }),
  keepWeights: z.object({ cube: id, weights: weightsSchema.nullable() }),
  saveSearch: z.object({ cube: id, request: requestSchema }),
  embed: ofCube,
  stop: ofCube,
  chooseEmbedder: ofCube,
} satisfies Record<keyof SearchHostContract['requests'], z.ZodType>;
