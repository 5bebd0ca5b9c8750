/** `item.json`: everything about an item but the numbers themselves. */
import { z } from 'zod';
import { StudioError } from '../../base/errors';
import { KV_ORIGINS, type KvItem } from '../../model/kvItem';
import { decodeTokens, encodeTokens } from './tokenBytes';

export const ITEM_FILE = 'item.json';
const VERSION = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime();
const count = z.int().min(0);
const ms = z.number().min(0);

const shape = z.object({
  version: z.literal(VERSION),
  id: z.uuid(),
  title: z.string().max(1000),
  createdAt: time,
  origin: z.enum(KV_ORIGINS),
  template: z.object({ id: z.string(), version: count }),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  tokens: z
    .string()
    .transform(decodeTokens)
    .refine((tokens) => tokens !== undefined, 'no token ids'),
  fingerprint: z.object({
    modelHash: hash,
    build: z.string(),
    device: z.string(),
    contextSize: count,
    slots: count,
    keyType: z.string(),
    valueType: z.string(),
    templateHash: z.string(),
    adapters: z.array(z.object({ hash, scale: z.number() })),
    tokensHash: hash,
  }),
  sources: z.array(z.object({ key: z.string(), title: z.string(), text: z.string() })),
  check: z.array(z.object({ token: count, text: z.string().optional(), logprob: z.number() })),
  figures: z.object({
    prefillMs: ms,
    saveMs: ms,
    extendedFrom: count,
    buildMs: ms,
    restores: z.array(z.object({ at: time, from: z.enum(['ram', 'disk']), ms, tokens: count })),
  }),
  stored: z.object({
    file: z.string().regex(/^state-[0-9a-f]{16}\.bin(?:\.zst)?$/),
    encoding: z.enum(['plain', 'zstd']),
    bytes: count,
    stateBytes: count,
    hash,
    stateHash: hash,
  }),
  hits: count,
  savedMs: z.number(),
  lastUsedAt: time.nullable(),
  pinned: z.boolean(),
  expiresAt: time.nullable(),
});

/** An item with what vouches for it; '' where nothing does. */
export interface SealedItem {
  readonly item: KvItem;
  readonly seal: string;
}

/** The text that a seal is made over, and that the file consists of apart from it. */
export function itemText(item: KvItem): string {
  // Through the schema, so that members stand in one order whoever made the object.
  const { tokens, ...rest } = shape.parse({ ...item, version: VERSION, tokens: encodeTokens(item.tokens) });
  return JSON.stringify({ ...rest, tokens: encodeTokens(tokens ?? []) });
}

export function formatItem(item: KvItem, seal: string): string {
  return `${JSON.stringify({ ...(JSON.parse(itemText(item)) as object), seal }, null, 1)}\n`;
}

/** Throws StudioError `bad-shape` for what is no such file. */
export function parseItem(text: string, file: string): SealedItem {
  const refuse = (why: string, cause?: unknown): StudioError =>
    new StudioError('bad-shape', `This KV item cannot be read: ${why}`, {
      place: { file },
      remedy: 'Remove it, or build it anew.',
      cause,
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse('it is no JSON.', error);
  }
  const read = shape.extend({ seal: z.string().optional() }).safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, read.error);
  }
  const { seal = '', tokens, ...rest } = read.data;
  return { item: withoutVersion({ ...rest, tokens: tokens ?? [] }), seal };
}

function withoutVersion(item: KvItem & { version?: number }): KvItem {
  const bare = { ...item };
  delete bare.version;
  return bare;
}
