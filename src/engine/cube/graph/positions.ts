/**
 * Where memories stand in the graph, kept in `.memcube/layout.json`:
 * `{"version": 1, "positions": {"<key>": [x, y]}}`. The file is a convenience: what cannot be read in it
 * is passed over, and it never grows beyond what a picture can use.
 */
import { own, quickJson } from '../../base/json/quick';
import type { JsonValue } from '../../base/json/types';
import { isRecord } from '../../base/json/value';
import type { Positions } from '../../model/graph';

/** Name of the file inside the cube folder. */
export const LAYOUT_FILE = '.memcube/layout.json';
/** Most places that are kept; of more the latest stay. */
export const MOST_POSITIONS = 20_000;
/** A longer file is not of our making and is not read. */
export const MOST_LAYOUT_CHARS = 4_000_000;
/** Places further out than this are none. */
const FARTHEST = 1e7;

/** Reads a layout file; whatever is wrong with it, the places that are right are kept. */
export function parsePositions(text: string): Positions {
  if (text.length > MOST_LAYOUT_CHARS) return {};
  let data: JsonValue;
  try {
    data = quickJson(text);
  } catch {
    return {};
  }
  const positions = own(data, 'positions');
  if (!isRecord(positions)) return {};
  return collect(Object.entries(positions));
}

/** Adds places to those there are; `keep` tells which memories still exist. */
export function mergePositions(
  before: Positions,
  added: Positions,
  keep: (key: string) => boolean = () => true,
): Positions {
  const rest = Object.entries(before).filter(([key]) => !Object.hasOwn(added, key));
  return collect([...rest, ...Object.entries(added)].filter(([key]) => keep(key)));
}

/** The text of a layout file, one memory a line, so that it can be compared and merged. */
export function formatPositions(positions: Positions): string {
  const lines = Object.entries(collect(Object.entries(positions))).map(
    ([key, [x, y]]) => `    ${JSON.stringify(key)}: [${x}, ${y}]`,
  );
  const body = lines.length > 0 ? `{\n${lines.join(',\n')}\n  }` : '{}';
  return `{\n  "version": 1,\n  "positions": ${body}\n}\n`;
}

/** The last valid places; an object without prototype, since keys come from files. */
function collect(entries: readonly (readonly [string, unknown])[]): Positions {
  const valid = entries.flatMap(([key, place]) => {
    if (!Array.isArray(place) || place.length !== 2) return [];
    const [x, y] = place.map((n) =>
      typeof n === 'number' && Math.abs(n) <= FARTHEST ? Math.round(n * 10) / 10 : NaN,
    );
    return Number.isNaN(x) || Number.isNaN(y) ? [] : [[key, [x!, y!] as const] as const];
  });
  const positions = Object.create(null) as Record<string, readonly [number, number]>;
  for (const [key, place] of valid.slice(-MOST_POSITIONS)) positions[key] = place;
  return positions;
}
