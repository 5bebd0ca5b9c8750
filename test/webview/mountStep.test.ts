import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphNode } from '../../src/protocol/cubeEditor';
import { breakTitle } from '../../webview-ui/cubeEditor/graph/farLabel';
import { mountStep } from '../../webview-ui/cubeEditor/graph/mountStep';
import type { View } from '../../webview-ui/cubeEditor/graph/mountStep';
import { placePicture } from '../../webview-ui/cubeEditor/graph/placed';
import type { Placed } from '../../webview-ui/cubeEditor/graph/placed';

const node = (key: string): GraphNode => ({
  key,
  id: key,
  title: key,
  type: 'LongTermMemory',
  kind: '',
  status: 'activated',
  uses: 0,
  matches: true,
  hidden: 0,
});
/** Dots at whole places from (0, 0) on, so many in a row. */
const field = (columns: number, rows: number): Placed[] =>
  Array.from({ length: columns * rows }, (_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    return { node: node(`${x},${y}`), x, y };
  });
const view = (left: number, top: number, width: number, height: number, more: Partial<View> = {}): View => ({
  sight: { left, top, right: left + width, bottom: top + height },
  far: false,
  zooming: false,
  held: () => false,
  ...more,
});
/** Half of a character outside the first 65,536. */
const LONE = /\p{Surrogate}/u;
const none: ReadonlySet<string> = new Set();

/** Steps until nothing changes, each looked at on the way. */
function settle(
  before: ReadonlySet<string>,
  dots: readonly Placed[],
  at: View,
  look: (keys: ReadonlySet<string>, last: ReadonlySet<string>) => void = () => undefined,
): ReadonlySet<string> {
  let keys = before;
  for (let turn = 0; turn < 1000; turn++) {
    const next = mountStep(keys, dots, at);
    if (next === keys) return keys;
    look(next, keys);
    keys = next;
  }
  throw new Error('The steps never come to rest.');
}

describe('elements of a large picture', () => {
  const dots = field(100, 100);

  it('are none from afar, and none where more are in sight than can be borne', () => {
    expect(settle(none, dots, view(0, 0, 10, 10, { far: true })).size).toBe(0);
    expect(settle(none, dots, view(0, 0, 20, 20)).size).toBe(0);
  });

  it('come in portions, those in the middle first, until all in sight are there', () => {
    const at = view(40, 40, 10, 10);
    const first = mountStep(none, dots, at);
    expect(first.has('45,45')).toBe(true);
    expect(first.size).toBeLessThanOrEqual(20);
    const all = settle(none, dots, at, (keys, last) => expect(keys.size - last.size).toBeLessThanOrEqual(20));
    for (const dot of dots) {
      if (dot.x >= 40 && dot.x <= 50 && dot.y >= 40 && dot.y <= 50) expect(all).toContain(dot.node.key);
    }
    expect(all.size).toBeLessThan(200);
  });

  it('wait while the zoom changes, and do not leave because of it', () => {
    const zooming = { zooming: true };
    expect(mountStep(none, dots, view(40, 40, 10, 10, zooming)).size).toBe(0);
    const there = settle(none, dots, view(40, 40, 10, 10));
    expect(mountStep(there, dots, view(40.5, 40.5, 9, 9, zooming))).toBe(there);
  });

  it('leave in portions when one looks elsewhere or from afar, but not one that is being moved', () => {
    const there = settle(none, dots, view(40, 40, 10, 10));
    const left = settle(
      there,
      dots,
      view(0, 0, 100, 100, { far: true, held: (key) => key === '45,45' }),
      (keys, last) => expect(last.size - keys.size).toBeLessThanOrEqual(60),
    );
    expect([...left]).toEqual(['45,45']);
    const elsewhere = settle(there, dots, view(80, 80, 10, 10));
    expect([...elsewhere].filter((key) => there.has(key))).toEqual([]);
  });

  it('are never more than a few hundred, wherever one looks, and always come to rest', () => {
    const look = fc.record({
      left: fc.double({ min: -20, max: 100, noNaN: true }),
      top: fc.double({ min: -20, max: 100, noNaN: true }),
      width: fc.double({ min: 0.1, max: 120, noNaN: true }),
      height: fc.double({ min: 0.1, max: 120, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 5 }), (looks) => {
        let keys = none;
        for (const { left, top, width, height } of looks) {
          keys = settle(keys, dots, view(left, top, width, height), (now) =>
            expect(now.size).toBeLessThanOrEqual(340),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a picture with its places', () => {
  it('has no relation to what is not shown', () => {
    const places = new Map([
      ['a', [0, 0]],
      ['b', [1, 0]],
      ['c', [2, 0]],
    ] as const);
    const links = [
      { source: 'a', target: 'b', type: 'PARENT' },
      { source: 'b', target: 'c', type: 'PARENT' },
    ];
    const { dots, lines } = placePicture([node('a'), node('b')], links, places);
    expect(dots.map(({ node: { key } }) => key)).toEqual(['a', 'b']);
    expect(lines.map(({ from, to }) => `${from.node.key} ${to.node.key}`)).toEqual(['a b']);
  });
});

describe('a title on the canvas', () => {
  it('is broken between words into two lines, and cut after them', () => {
    expect(breakTitle('Kyoto', 8)).toEqual(['Kyoto']);
    expect(breakTitle('Home on the Croix-Rousse', 8)).toEqual(['Home on the', 'Croix-Rousse']);
    expect(breakTitle('西溪莲田项目的第一次施工日记与照片', 8)).toEqual([
      '西溪莲田项目的第',
      '一次施工日记与…',
    ]);
    expect(breakTitle('', 8)).toEqual([]);
  });

  it('is never empty, long or cut within a character, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const lines = breakTitle(title, 8);
        expect(lines.length).toBeLessThanOrEqual(2);
        if (title.trim() !== '') expect(lines.every((line) => line !== '' && !LONE.test(line))).toBe(true);
      }),
    );
  });
});
