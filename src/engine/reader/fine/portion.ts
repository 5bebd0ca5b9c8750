/** One question to a model, and the memories made of its answer. */
import { StudioError, isAbort } from '../../base/errors';
import type { JsonRecord } from '../../base/json/types';
import type { ChatModel, Completion } from '../../inference/ports';
import { neighbours } from '../neighbours';
import { note } from '../notes';
import { dateIn, isoOf, momentOf } from '../text/dates';
import { entitiesOf } from '../text/entities';
import { titleOf } from '../text/title';
import type { ReadEdge, ReadMemory, ReadPortion } from '../../model/reading';
import type { Note } from '../../model/proposal';
import type { ReadOptions } from '../types';
import type { Reading, Unit } from '../unit';
import { ANSWER_SCHEMA, parseAnswer, type Answer, type AnswerItem } from './answer';
import { promptFor } from './prompt';

/** Enough for about twenty memories. */
const MAX_ANSWER_TOKENS = 2048;

type Part = Pick<ReadPortion, 'memories' | 'edges' | 'notes'>;

/**
 * Memories of unit `at`: those the model found, then for documents and code the raw chunk, which is always the last, so
 * that the next chunk finds it. Where the answer cannot be used or is empty, the raw text is kept and a note says so.
 * `made` is the index of the first memory. A model that is away, or refuses, ends the reading: it can be taken up later.
 */
export async function finePortion(
  reading: Reading,
  at: number,
  made: number,
  model: ChatModel,
  options: ReadOptions,
): Promise<Part> {
  const unit = reading.units[at]!;
  const raw = unit.raw();
  const { answer, notes } = await ask(reading, unit, raw, model, options);
  const items = answer['memory list'].map((item) => memoryOf(item, answer.summary, raw));
  if (items.length > 0 && !unit.keepRaw) return { memories: items, edges: [], notes };
  const last = made + items.length;
  const edges: ReadEdge[] = items.flatMap((_, n) => [
    { source: made + n, target: last, type: 'MATERIAL' as const },
    { source: last, target: made + n, type: 'SUMMARY' as const },
  ]);
  if (unit.follows) edges.push(...neighbours(made - 1, last));
  return { memories: [...items, raw], edges, notes };
}

const NOTHING: Answer = { 'memory list': [] };

async function ask(
  { kind }: Reading,
  unit: Unit,
  raw: ReadMemory,
  model: ChatModel,
  options: ReadOptions,
): Promise<{ answer: Answer; notes: Note[] }> {
  const name = raw.sources[0]?.['doc_path'];
  const request = {
    messages: promptFor(kind, unit.text, typeof name === 'string' ? name : '', options),
    schema: ANSWER_SCHEMA,
    maxTokens: MAX_ANSWER_TOKENS,
    temperature: 0,
    seed: 1,
    signal: options.signal,
  };
  let completion: Completion;
  try {
    completion = await model.complete(request);
  } catch (error) {
    // Only what concerns this text alone is a reason to go on; a model that is away would fail for all the rest too.
    if (isAbort(error) || !(error instanceof StudioError) || error.code !== 'bad-argument') throw error;
    return { answer: NOTHING, notes: [note('extractionFailed', unit.where, error.message)] };
  }
  const parsed = parseAnswer(completion.text);
  if ('reason' in parsed) {
    const reason = completion.complete ? parsed.reason : 'the answer was cut off';
    return { answer: NOTHING, notes: [note('extractionFailed', unit.where, reason)] };
  }
  const items = worthKeeping(parsed.answer['memory list']);
  const notes = items.length === 0 ? [note('extractionEmpty', unit.where)] : [];
  return { answer: { ...parsed.answer, 'memory list': items }, notes };
}

/** Items that say something, each once: small models repeat themselves, and fill in what they are told to fill in. */
function worthKeeping(items: readonly AnswerItem[]): AnswerItem[] {
  const seen = new Set<string>();
  return items.filter(({ value }) => {
    const isNew = !seen.has(value);
    seen.add(value);
    return isNew && /\p{L}[^\p{L}]*\p{L}/u.test(value);
  });
}

/** A memory of the model; what it cannot know comes from the raw text. */
function memoryOf(item: AnswerItem, summary: string | undefined, raw: ReadMemory): ReadMemory {
  const time = raw.sources[0]?.['chat_time'];
  const said = momentOf(typeof time === 'string' ? time : undefined);
  const date = said && dateIn(item.value, said);
  const tags = (item.tags ?? []).filter((tag) => tag !== '');
  return {
    ...raw,
    memory: item.value,
    title: titleOf(item.key?.trim() ? item.key : item.value),
    memoryType: /user/i.test(item.memory_type ?? '') ? 'UserMemory' : 'LongTermMemory',
    tags: [
      ...new Set([
        'mode:fine',
        ...raw.tags.filter((tag) => /^(?:multimodal:file|code|chunk:)/.test(tag)),
        ...tags,
      ]),
    ],
    background: summary,
    when: date ? isoOf(date) : raw.when,
    entities: entitiesOf(item.value),
    more: withoutFast(raw.more),
  };
}

function withoutFast(more: JsonRecord | undefined): JsonRecord {
  return { ...more, is_fast: false };
}
