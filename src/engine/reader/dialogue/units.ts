/** A dialogue as units: windows of turns, or single turns. */
import { note } from '../notes';
import { dateIn, isoOf, momentOf, type Moment } from '../text/dates';
import { entitiesOf } from '../text/entities';
import { keywordsOf } from '../text/keywords';
import { titleOf } from '../text/title';
import { whereOf } from '../text/where';
import type { ReadMemory } from '../../model/reading';
import type { Note } from '../../model/proposal';
import type { ReadOptions, Source } from '../types';
import type { Reading, Unit } from '../unit';
import { lineOf, sourceOf } from './line';
import type { Conversation, Dialogue, Turn } from './types';
import { windowsOf, type NumberedTurn } from './windows';

const TAG = 'mode:fast';

interface Context {
  readonly source: Source;
  readonly session: string | undefined;
  /** What dates are counted from in a conversation without times. */
  readonly now: Moment | undefined;
}

export function dialogueReading(source: Source, dialogue: Dialogue, options: ReadOptions): Reading {
  const notes: Note[] = [];
  const byTurn = options.unit === 'turn' && options.mode === 'fast';
  const context = ({ session, turns }: Conversation): Context => {
    const timed = turns.some(({ time }) => time !== undefined);
    const now = timed ? undefined : options.now?.();
    return { source, session, now: now && { ms: now.getTime(), hasTime: true } };
  };
  const units = dialogue.conversations.flatMap((conversation) =>
    byTurn
      ? turnUnits(context(conversation), conversation)
      : windowUnits(context(conversation), conversation, notes),
  );
  return { kind: 'dialogue', format: dialogue.format, units, notes };
}

function windowUnits(context: Context, { turns }: Conversation, notes: Note[]): Unit[] {
  const divided = (turn: Turn): void =>
    void notes.push(note('longTurn', whereOf(context.source, turn.lines)));
  return windowsOf(turns, divided).map((window): Unit => {
    const text = window.text;
    const raw = (): ReadMemory => ({
      ...memoryOf(context, window.turns),
      memory: text,
      tags: [TAG],
      entities: entitiesOf(window.turns.map(({ turn }) => turn.text).join('\n')),
    });
    return {
      raw,
      text,
      keepRaw: false,
      follows: false,
      where: whereOf(context.source, linesOf(window.turns)),
    };
  });
}

function turnUnits(context: Context, { turns }: Conversation): Unit[] {
  return turns.map((turn, at): Unit => {
    const numbered = [{ turn, number: at + 1 }];
    const raw = (): ReadMemory => ({
      ...memoryOf(context, numbered),
      memory: `${turn.name ?? turn.role}: ${turn.text}`,
      tags: [TAG, ...keywordsOf(turn.text)],
      entities: [...new Set([...(turn.name === undefined ? [] : [turn.name]), ...entitiesOf(turn.text)])],
    });
    return {
      raw,
      text: lineOf(turn),
      keepRaw: false,
      follows: at > 0,
      where: whereOf(context.source, turn.lines),
    };
  });
}

/** What all memories of a dialogue have alike. */
function memoryOf(
  { source, session, now }: Context,
  turns: readonly NumberedTurn[],
): Omit<ReadMemory, 'memory' | 'tags' | 'entities'> {
  return {
    title: titleOf(turns[0]!.turn.text),
    memoryType: turns.every(({ turn }) => turn.role === 'user') ? 'UserMemory' : 'LongTermMemory',
    kind: 'fact',
    confidence: 0.99,
    sources: turns.map(({ turn, number }) => sourceOf(source, turn, number)),
    when: whenOf(turns, now),
    session,
    more: { is_fast: true },
  };
}

/** The first date that one of the turns speaks of, else the date of the first that has one. */
function whenOf(turns: readonly NumberedTurn[], now: Moment | undefined): string | undefined {
  let first: Moment | undefined;
  for (const { turn } of turns) {
    const said = momentOf(turn.time);
    first ??= said;
    const from = said ?? now;
    const date = from && dateIn(turn.text, from);
    if (date) return isoOf(date);
  }
  return first && isoOf(first);
}

function linesOf(turns: readonly NumberedTurn[]): readonly [number, number] | undefined {
  const [first, last] = [turns[0]?.turn.lines, turns.at(-1)?.turn.lines];
  return first && last && [first[0], last[1]];
}
