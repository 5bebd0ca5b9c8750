/** `adapter.json`: what is known of an adapter, and the seal of the machine that wrote it. */
import { z } from 'zod';
import { StudioError } from '../../base/errors';
import { ADAPTER_APPROVALS, ADAPTER_ORIGINS, type AdapterItem } from '../../model/loraItem';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const item = z.strictObject({
  id: z.string(),
  title: z.string(),
  createdAt: z.iso.datetime(),
  origin: z.enum(ADAPTER_ORIGINS),
  base: z.strictObject({ name: z.string(), tag: z.string(), architecture: z.string() }),
  ranks: z.array(count),
  alpha: z.number(),
  targets: z.array(z.string()),
  layers: count,
  parameters: count,
  bytes: count,
  sha256,
  training: z
    .strictObject({
      digest: sha256,
      examples: count,
      heldOut: count,
      sources: z.array(z.strictObject({ key: z.string(), title: z.string(), text: z.string() })),
    })
    .nullable(),
  result: z
    .strictObject({
      accuracy: z.strictObject({ without: share, with: share }),
      perplexityChange: z.number(),
    })
    .nullable(),
  approval: z.enum(ADAPTER_APPROVALS),
});

const file = z.strictObject({ version: z.literal(1), item, seal: z.string() });

/** An item with its seal. */
export interface SealedAdapter {
  readonly item: AdapterItem;
  readonly seal: string;
}

/** The text that a seal stands for; keys in the order of the schema, so that it does not depend on who made the object. */
export function itemText(adapter: AdapterItem): string {
  return JSON.stringify(item.parse(adapter));
}

/** The content of `adapter.json`. */
export function formatItem(adapter: AdapterItem, seal: string): string {
  return `${JSON.stringify({ version: 1, item: item.parse(adapter), seal }, undefined, 2)}\n`;
}

/** Reads `adapter.json`; throws StudioError `bad-shape`. */
export function parseItem(text: string, path: string): SealedAdapter {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad(path, 'no JSON', cause);
  }
  const read = file.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw bad(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, read.error);
}

function bad(path: string, why: string, cause: unknown): StudioError {
  return new StudioError('bad-shape', `The description of this adapter cannot be read (${why}).`, {
    place: { file: path },
    remedy: 'Remove the adapter and import it again.',
    cause,
  });
}
