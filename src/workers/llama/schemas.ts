import { z } from 'zod';

/** What the parent may ask; anything else is refused before it reaches the runtime. */
export const loadParams = z.object({
  path: z.string().min(1),
  role: z.enum(['embed', 'chat']),
  threads: z.int().min(0).max(1024),
  contextSize: z
    .int()
    .min(16)
    .max(1 << 24),
});

export const embedParams = z.object({ texts: z.array(z.string()).max(4096) });

export const completionParams = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  schema: z.record(z.string(), z.unknown()).optional(),
  maxTokens: z.int().min(1),
  temperature: z.number().min(0).optional(),
  seed: z.int().min(0).optional(),
});
