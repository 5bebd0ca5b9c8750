import type { GateName, ScorePartName } from '../../src/engine/model/search';
import { t } from '../shared/strings';

const PARTS: Readonly<Record<ScorePartName, () => string>> = {
  lexical: () => t('Words'),
  lexicalContext: () => t('Words nearby'),
  vector: () => t('Meaning'),
  vectorContext: () => t('Meaning nearby'),
  session: () => t('Session'),
  graph: () => t('Relations'),
  time: () => t('Time'),
  person: () => t('People'),
  tag: () => t('Tags'),
  coverage: () => t('Words covered'),
  detail: () => t('Length'),
  question: () => t('Is a question'),
  kind: () => t('Kind of answer'),
  rerank: () => t('Reranker'),
};

const PART_NOTES: Readonly<Record<ScorePartName, () => string>> = {
  lexical: () => t('Words of the question that the memory has (BM25).'),
  lexicalContext: () => t('Words of the question in the memories around it.'),
  vector: () => t('Closeness of meaning between the question and the memory (cosine).'),
  vectorContext: () => t('Closeness of meaning to the memory together with those around it.'),
  session: () => t('How well the conversation it comes from fits as a whole.'),
  graph: () => t('Memories related to it that were found too.'),
  time: () => t('Its dates lie in the time that the question names.'),
  person: () => t('It is by or about a person whom the question names.'),
  tag: () => t('It has a tag that the question names.'),
  coverage: () => t('How many of the words of the question it has at all.'),
  detail: () => t('Longer memories say more.'),
  question: () => t('It is itself a question, which seldom holds an answer.'),
  kind: () => t('The question asks for a time, a number or a name, and it has one.'),
  rerank: () => t('The judgement of the reranking model.'),
};

const GATES: Readonly<Record<GateName, () => string>> = {
  exists: () => t('The memory exists'),
  status: () => t('Its status is searched'),
  filter: () => t('It passes the filter'),
  facet: () => t('It has the chosen type and tags'),
  permission: () => t('It may be read'),
  candidate: () => t('It came up as a candidate'),
  threshold: () => t('Its score reaches the threshold'),
  duplicate: () => t('It does not repeat another hit'),
  limit: () => t('It is among the best'),
};

/** Name of a part of a score. */
export const partName = (name: ScorePartName): string => PARTS[name]();

/** What a part of a score measures, in a sentence. */
export const partNote = (name: ScorePartName): string => PART_NOTES[name]();

/** Name of a gate, as a statement that holds where the gate was passed. */
export const gateName = (name: GateName): string => GATES[name]();

/** Name of a list of candidates; one that is not known stays as written. */
export function listName(by: string): string {
  return Object.hasOwn(PARTS, by) ? PARTS[by as ScorePartName]() : by;
}
