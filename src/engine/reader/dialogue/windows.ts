/** Windows over a conversation, as MemOS makes them. */
import { countWide } from '../../base/tokens';
import { WINDOW_OVERLAP, WINDOW_TOKENS } from '../limits';
import { splitText } from '../text/split';
import { lineOf } from './line';
import type { Turn } from './types';

/** A turn in a window, with its 1-based number in the conversation. */
export interface NumberedTurn {
  readonly turn: Turn;
  readonly number: number;
}

export interface Window {
  readonly turns: readonly NumberedTurn[];
  /** The turns as lines, the last with its line end too. */
  readonly text: string;
}

interface Entry extends NumberedTurn {
  readonly line: string;
  readonly wide: number;
}

/**
 * Turns are added until 1,024 tokens are reached; the next window begins with as many of the last turns as fit into 200
 * tokens. Tokens are those of `estimateTokens`. A turn that is longer than a window is divided first, and `onDivided`
 * told.
 */
export function windowsOf(turns: readonly Turn[], onDivided: (turn: Turn) => void): Window[] {
  const windows: Window[] = [];
  let open: Entry[] = [];
  let [wide, length] = [0, 0];
  const tokens = (): number => wide + Math.ceil((length - wide) / 4);
  const change = ({ line, wide: more }: Entry, by: 1 | -1): void => {
    wide += more * by;
    length += line.length * by;
  };
  for (const entry of entriesOf(turns, onDivided)) {
    change(entry, 1);
    if (open.length > 0 && tokens() > WINDOW_TOKENS) {
      change(entry, -1);
      windows.push(windowOf(open));
      while (open.length > 0 && tokens() > WINDOW_OVERLAP) {
        change(open[0]!, -1);
        open = open.slice(1);
      }
      change(entry, 1);
    }
    open.push(entry);
  }
  if (open.length > 0) windows.push(windowOf(open));
  return windows;
}

function windowOf(entries: readonly Entry[]): Window {
  return {
    turns: entries.map(({ turn, number }) => ({ turn, number })),
    text: entries.map(({ line }) => line).join(''),
  };
}

/** Roughly the largest text that surely fits into a window: three quarters of its tokens, in the text's own mixture. */
function sizeOfParts(text: string): number {
  const share = countWide(text) / text.length;
  return Math.floor((WINDOW_TOKENS * 0.75) / (share + (1 - share) / 4));
}

function* entriesOf(turns: readonly Turn[], onDivided: (turn: Turn) => void): Generator<Entry> {
  for (const [at, whole] of turns.entries()) {
    for (const turn of divided(whole, onDivided)) {
      const line = `${lineOf(turn)}\n`;
      yield { turn, number: at + 1, line, wide: countWide(line) };
    }
  }
}

function divided(turn: Turn, onDivided: (turn: Turn) => void): Turn[] {
  const { text } = turn;
  const wide = countWide(text);
  if (wide + (text.length - wide) / 4 <= WINDOW_TOKENS) return [turn];
  onDivided(turn);
  return splitText(text, undefined, { size: sizeOfParts(text), overlap: 0 }).map(({ start, end }) => ({
    ...turn,
    text: text.slice(start, end),
  }));
}
