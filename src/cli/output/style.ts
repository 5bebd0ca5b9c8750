/** Colours of a terminal; each function gives its text back as it is where colours are off. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** The colours, or functions that do nothing. */
export function styleFor(colours: boolean): Style {
  const of = (name: keyof typeof CODES) => {
    const [on, off] = CODES[name];
    return (text: string): string => (colours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  };
  return {
    bold: of('bold'),
    dim: of('dim'),
    red: of('red'),
    green: of('green'),
    yellow: of('yellow'),
    cyan: of('cyan'),
  };
}

/**
 * Whether to use colours: never with `--no-color` or a non-empty NO_COLOR (no-color.org), always with
 * FORCE_COLOR, else on a terminal that is not `dumb`.
 */
export function wantsColours(option: boolean, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (!option || (env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'] ?? '';
  if (force !== '') return force !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}
