/** A column: what it is called, and what stands below it where there is room for little. */
export interface HeatColumn {
  readonly name: string;
  readonly mark: string;
}

export interface HeatRow {
  /** Stands before the row. */
  readonly name: string;
  /** null where there is no number. */
  readonly values: readonly (number | null)[];
}

/** Numbers that are drawn as colours: rows downwards, for instance the layers of a model. */
export interface Heat {
  /** What the numbers are, for people who do not see them. */
  readonly label: string;
  /** What a row is, for instance `Layer`. */
  readonly rowTitle: string;
  /** The same with its name: `Layer 3`. */
  readonly rowLabel: (name: string) => string;
  readonly columns: readonly HeatColumn[];
  readonly rows: readonly HeatRow[];
  /** Smallest and largest of each column: what no colour and full colour stand for. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** How strongly a cell is coloured, from 0 to 1; null for none. */
export function shareOf(heat: Heat, value: number | null, column: number): number | null {
  const range = heat.ranges[column];
  if (value === null || !range) return null;
  const [least, most] = range;
  return most > least ? (value - least) / (most - least) : 0.5;
}

/** Smallest and largest of some numbers; 0 and 0 where there are none. */
export function rangeOf(values: readonly (number | null)[]): readonly [number, number] {
  const known = values.filter((value) => value !== null);
  return known.length === 0
    ? [0, 0]
    : known.reduce<[number, number]>(
        ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
        [Infinity, -Infinity],
      );
}
