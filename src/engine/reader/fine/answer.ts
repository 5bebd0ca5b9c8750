/** What a model answers, in MemOS's item shape: the schema that constrains it, and the check of what came. */
import { z } from 'zod';

/** Longest texts that are taken from a model. UTF-16 units. */
const LONGEST_VALUE = 4000;
const LONGEST_KEY = 120;

const Item = z.object({
  key: z.string().max(LONGEST_KEY).optional(),
  memory_type: z.string().max(40).optional(),
  value: z.string().trim().min(1).max(LONGEST_VALUE),
  tags: z.array(z.string().trim().max(60)).max(20).optional(),
});
const Answer = z.object({
  'memory list': z.array(Item).max(100),
  summary: z.string().max(LONGEST_VALUE).optional(),
});

export type AnswerItem = z.infer<typeof Item>;
export type Answer = z.infer<typeof Answer>;

/** JSON schema of an answer, in the small dialect that grammars of local models and the OpenAI API understand. */
export const ANSWER_SCHEMA = {
  type: 'object',
  properties: {
    'memory list': {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        properties: {
          key: { type: 'string' },
          memory_type: { type: 'string', enum: ['LongTermMemory', 'UserMemory'] },
          value: { type: 'string' },
          tags: { type: 'array', maxItems: 5, items: { type: 'string' } },
        },
        required: ['key', 'memory_type', 'value', 'tags'],
        additionalProperties: false,
      },
    },
    summary: { type: 'string' },
  },
  required: ['memory list', 'summary'],
  additionalProperties: false,
} as const;

/** The answer in a model's text, or why there is none. Prose or a code fence around the JSON is passed over. */
export function parseAnswer(text: string): { answer: Answer } | { reason: string } {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (start === -1 || end < start) return { reason: 'no JSON' };
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end + 1));
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'no JSON' };
  }
  const parsed = Answer.safeParse(value);
  if (parsed.success) return { answer: parsed.data };
  const [issue] = parsed.error.issues;
  return { reason: issue ? `${issue.path.join('.')}: ${issue.message}` : 'another shape' };
}
