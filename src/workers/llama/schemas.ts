import { z } from 'zod';
import { GPU_CHOICES } from '../../engine/model/llamaWorker';

const slot = z.int().min(0).max(255);
const tokens = z.array(z.int().min(0)).max(1 << 24);
const path = z.string().min(1);
const adapters = z.array(z.object({ path, scale: z.number() })).max(64);
const messages = z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }));

/** What the parent may ask; anything else is refused before it reaches the runtime. */
export const loadParams = z.object({
  path,
  role: z.enum(['embed', 'chat']),
  threads: z.int().min(0).max(1024),
  contextSize: z
    .int()
    .min(16)
    .max(1 << 24),
  gpu: z.enum(GPU_CHOICES).optional(),
  slots: z.int().min(1).max(256).optional(),
  adapters: adapters.optional(),
});

export const embedParams = z.object({ texts: z.array(z.string()).max(4096) });

export const completionParams = z.object({
  messages: messages.min(1),
  schema: z.record(z.string(), z.unknown()).optional(),
  maxTokens: z.int().min(1),
  temperature: z.number().min(0).optional(),
  topK: z.int().min(0).optional(),
  topP: z.number().min(0).max(1).optional(),
  seed: z.int().min(0).optional(),
  stop: z.array(z.string()).max(64).optional(),
  logprobs: z.int().min(0).max(1024).optional(),
  stream: z.string().optional(),
  slot: slot.optional(),
});

export const renderParams = z.object({ messages, open: z.boolean() });
export const tokenizeParams = z.object({ text: z.string() });
export const piecesParams = z.object({ tokens });
export const prefillParams = z.object({ slot, tokens, stream: z.string().optional() });
export const probeParams = z.object({ slot, top: z.int().min(1).max(1024) });
export const scoreParams = z.object({ slot, tokens: tokens.min(2) });
export const slotFileParams = z.object({ slot, path });
export const slotParams = z.object({ slot });
export const adaptersParams = z.object({ adapters });
