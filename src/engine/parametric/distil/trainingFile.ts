import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { StudioError } from '../../base/errors';
import { onReading } from '../../cube/files/fileError';
import type { TrainingSet } from '../../model/distil';

const origin = z.enum(['template', 'model']);
const shape: z.ZodType<TrainingSet> = z.object({
  examples: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['question', 'statement']),
      memory: z.string(),
      prompt: z.string(),
      answer: z.string(),
      origin,
    }),
  ),
  heldOut: z.array(
    z.object({
      id: z.string(),
      memory: z.string(),
      question: z.string(),
      expected: z.object({ by: z.enum(['phrase', 'words']), text: z.string() }),
      origin,
    }),
  ),
  sources: z.array(z.object({ key: z.string(), title: z.string(), text: z.string() })),
  notes: z.array(z.string()),
});

/** A training set as the text of its file. */
export const formatTrainingSet = (set: TrainingSet): string => `${JSON.stringify(set, undefined, 1)}\n`;

/** Reads a training set; throws StudioError `bad-shape` with the file. */
export function parseTrainingSet(text: string, file: string): TrainingSet {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudioError('bad-shape', 'This training set is damaged.', {
      place: { file },
      remedy: 'Train anew from the memories.',
      cause,
    });
  }
}

/** Reads the file of a training set; throws StudioError `not-found`, `io`, `bad-shape`. */
export async function readTrainingSet(file: string): Promise<TrainingSet> {
  return parseTrainingSet(await onReading(file, () => readFile(file, 'utf8')), file);
}
