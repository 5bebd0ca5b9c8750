/** A dialogue as units: windows of turns, or single turns. */
import { WINDOW_TOKENS } from '../limits';
import { note } from '../notes';
import { dateIn, isoOf, momentOf, type Moment } from '../text/dates';
import { entitiesOf } from '../text/entities';
import { keywordsOf } from '../text/keywords';
import { titleOf } from '../text/title';
import { whereOf } from '../text/where';
import type { ReadMemory, ReadNote, ReadOptions, Source } from '../types';
import type { Reading, Unit } from '../unit';
import { lineOf, sourceOf } from './line';
import type { Conversation, Dialogue, Turn } from './types';
import { windowsOf, type NumberedTurn } from './windows';

const TAG = 'mode:fast';

export function dialogueReading(source: Source, dialogue: Dialogue, options: ReadOptions): Reading {
  const notes: ReadNote[] = [];
  const byTurn = options.unit === 'turn' && options.mode === 'fast';
  const units = dialogue.conversations.flatMap((conversation) =>
    byTurn ? turnUnits(source, conversation) : windowUnits(source, conversation, notes),
  );
  return { kind: 'dialogue', format: dialogue.format, units, notes };
}

function windowUnits(source: Source, { session, turns }: Conversation, notes: ReadNote[]): Unit[] {
  const divided = (turn: Turn): void => void notes.push(note('longTurn', whereOf(source, turn.lines)));
  return windowsOf(turns, divided).map((window): Unit => {
    const text = window.text;
    const raw = (): ReadMemory => ({
      ...memoryOf(source, window.turns, session),
      memory: text,
      tags: [TAG],
      entities: entitiesOf(window.turns.map(({ turn }) => turn.text).join('\n')),
    });
    return { raw, text, keepRaw: false, follows: false, where: whereOf(source, linesOf(window.turns)) };
  });
}

function turnUnits(source: Source, { session, turns }: Conversation): Unit[] {
  return turns.map((turn, at): Unit => {
    const numbered = [{ turn, number: at + 1 }];
    const raw = (): ReadMemory => ({
      ...memoryOf(source, numbered, session),
      memory: `${turn.name ?? turn.role}: ${turn.text}`,
      tags: [TAG, ...keywordsOf(turn.text)],
      entities: [...new Set([...(turn.name === undefined ? [] : [turn.name]), ...entitiesOf(turn.text)])],
    });
    return { raw, text: lineOf(turn), keepRaw: false, follows: false, where: whereOf(source, turn.lines) };
  });
}

/** What all memories of a dialogue have alike. */
function memoryOf(
  source: Source,
  turns: readonly NumberedTurn[],
  session: string | undefined,
): Omit<ReadMemory, 'memory' | 'tags' | 'entities'> {
  return {
    title: titleOf(turns[0]!.turn.text),
    memoryType: turns.every(({ turn }) => turn.role === 'user') ? 'UserMemory' : 'LongTermMemory',
    kind: 'fact',
    confidence: 0.99,
    sources: turns.map(({ turn, number }) => sourceOf(source, turn, number)),
    when: whenOf(turns),
    session,
    more: { is_fast: true },
  };
}

/** The first date that one of the turns speaks of, else the date of the first that has one. */
function whenOf(turns: readonly NumberedTurn[]): string | undefined {
  let first: Moment | undefined;
  for (const { turn } of turns) {
    const said = momentOf(turn.time);
    first ??= said;
    const date = said && dateIn(turn.text.slice(0, WINDOW_TOKENS * 4), said);
    if (date) return isoOf(date);
  }
  return first && isoOf(first);
}

function linesOf(turns: readonly NumberedTurn[]): readonly [number, number] | undefined {
  const [first, last] = [turns[0]?.turn.lines, turns.at(-1)?.turn.lines];
  return first && last && [first[0], last[1]];
}
