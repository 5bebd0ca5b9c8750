import { plainLine } from './plain';
import type { Style } from './style';
import { cutTo, padTo, widthOf } from './width';

/** A column of a table: where its text stands, how wide it may be, how it is coloured. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | number | null | undefined;
  readonly align?: 'left' | 'right';
  /** Most columns of the terminal that a cell takes; 60 by default. */
  readonly most?: number;
  readonly colour?: (style: Style, row: Row) => (text: string) => string;
}

/**
 * Rows in aligned columns under a head, control characters removed. Columns in which every cell is empty
 * are left out.
 */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): string[] {
  const cells = columns.map(({ cell, most }) =>
    rows.map((row) => cutTo(plainLine(String(cell(row) ?? '')), most ?? 60)),
  );
  const shown = columns.flatMap((column, at) => {
    const texts = cells[at]!;
    if (texts.every((text) => text === '')) return [];
    const width = texts.reduce((most, text) => Math.max(most, widthOf(text)), widthOf(column.title));
    return [{ column, texts, width }];
  });
  const line = (parts: readonly string[]): string => parts.join('  ').trimEnd();
  const head = shown.map(({ column, width }) =>
    padTo(column.title, width, column.align === 'right' ? 'right' : 'left'),
  );
  return [
    style.dim(line(head)),
    ...rows.map((row, at) =>
      line(
        shown.map(({ column, texts, width }) => {
          const text = padTo(texts[at]!, width, column.align === 'right' ? 'right' : 'left');
          return column.colour ? column.colour(style, row)(text) : text;
        }),
      ),
    ),
  ];
}

/** Names and values below each other; pairs without a value are left out. */
export function pairs(
  list: readonly (readonly [name: string, value: string | number | null | undefined])[],
  style: Style,
): string[] {
  const shown = list.filter(([, value]) => value !== undefined && value !== null && value !== '');
  const width = Math.max(0, ...shown.map(([name]) => widthOf(plainLine(name))));
  return shown.map(
    ([name, value]) => `${style.dim(padTo(plainLine(name), width))}  ${plainLine(String(value))}`,
  );
}
