/**
 * LoCoMo (Maharana et al., "Evaluating Very Long-Term Conversational Memory of LLM Agents", 2024): conversations of
 * two people in dated sessions, each turn with its `dia_id`, pictures with a caption. Questions, answers, evidence
 * and summaries that lie in the same file are not looked at.
 */
import { own } from '../../base/json/quick';
import { isRecord } from '../../base/json/value';
import type { JsonRecord, JsonValue } from '../../base/json/types';
import { textOf } from './content';
import type { LocatedJson } from './located';
import type { Conversation, Turn } from './types';

/** The sessions in their order; undefined where the value is no LoCoMo file. */
export function readLocomo(json: LocatedJson): Conversation[] | undefined {
  const samples = Array.isArray(json.value) ? json.value : [json.value];
  const bodies = samples.map((sample) => own(sample, 'conversation') ?? sample);
  if (bodies.length === 0 || !bodies.every(isLocomo)) return undefined;
  return bodies.flatMap((body, at) => {
    const name = samples.length === 1 ? '' : `${textOf(samples[at], 'sample_id') ?? String(at + 1)}/`;
    return sessionsOf(body as JsonRecord, name, json);
  });
}

const SESSION = /^session_(\d+)$/;

function isLocomo(body: JsonValue): boolean {
  return (
    isRecord(body) && Object.hasOwn(body, 'speaker_a') && Object.keys(body).some((key) => SESSION.test(key))
  );
}

function sessionsOf(body: JsonRecord, prefix: string, json: LocatedJson): Conversation[] {
  const names = Object.keys(body).filter((key) => SESSION.test(key) && Array.isArray(own(body, key)));
  const number = (name: string): number => Number(SESSION.exec(name)?.[1]);
  return names
    .sort((a, b) => number(a) - number(b))
    .map((name) => {
      const time = textOf(body, `${name}_date_time`);
      const turns = own(body, name) as JsonValue[];
      return {
        session: prefix + name,
        turns: turns.filter(isRecord).map((turn) => turnOf(turn, time, json)),
      };
    });
}

function turnOf(turn: JsonRecord, time: string | undefined, json: LocatedJson): Turn {
  const caption = textOf(turn, 'blip_caption');
  const text = textOf(turn, 'text') ?? '';
  return {
    role: 'user',
    name: textOf(turn, 'speaker'),
    text: caption === undefined ? text : `${text} [image: ${caption}]`.trim(),
    time,
    id: textOf(turn, 'dia_id'),
    lines: json.linesOf(turn),
  };
}
