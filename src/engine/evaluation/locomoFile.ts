/**
 * The questions of a LoCoMo file (Maharana et al., 2024). Evidence is taken along to score with and is seen by nothing
 * else; answers, summaries and observations are not read.
 */
import { z } from 'zod';
import { StudioError } from '../base/errors';
import { quickJson } from '../base/json/quick';

export interface LocomoQuestion {
  readonly text: string;
  /** 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop, 5 adversarial. */
  readonly category: number;
  /** `dia_id`s of the turns that answer it. */
  readonly evidence: readonly string[];
}

export interface LocomoConversation {
  readonly name: string;
  /** The conversation alone, as JSON: what the reader gets. */
  readonly json: string;
  readonly questions: readonly LocomoQuestion[];
}

const sample = z.object({
  sample_id: z.string().optional(),
  conversation: z.looseObject({ speaker_a: z.string(), speaker_b: z.string() }),
  qa: z.array(
    z.object({ question: z.string(), category: z.number(), evidence: z.array(z.string()).optional() }),
  ),
});
const DIA_ID = /D\d+:\d+/g;

/** Reads the text of a file. @throws StudioError `bad-json`, `bad-shape` with the place inside the file */
export function readLocomoFile(text: string, file: string): LocomoConversation[] {
  const value = quickJson(text, { file });
  const parsed = z
    .array(sample)
    .min(1)
    .safeParse(Array.isArray(value) ? value : [value]);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new StudioError('bad-shape', `This is no LoCoMo file: ${where}: ${issue?.message ?? ''}`, {
      place: { file },
      remedy: 'Give a file of conversations with "conversation" and "qa", as locomo10.json is.',
    });
  }
  return parsed.data.map(({ sample_id: name, conversation, qa }, at) => ({
    name: name ?? String(at + 1),
    json: JSON.stringify({ conversation }),
    questions: qa.map(({ question, category, evidence = [] }) => ({
      text: question,
      category,
      // Some entries hold several ids in one text, or none.
      evidence: [...new Set(evidence.flatMap((entry) => entry.match(DIA_ID) ?? []))],
    })),
  }));
}
