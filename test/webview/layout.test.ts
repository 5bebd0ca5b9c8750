import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLayout, readLayout } from '../../webview-ui/cubeEditor/graph/elkGraph';
import { neighbourByKey } from '../../webview-ui/cubeEditor/graph/neighbourByKey';
import { packBoxes } from '../../webview-ui/cubeEditor/graph/packBoxes';
import { placeNew } from '../../webview-ui/cubeEditor/graph/placeNew';
import { simpleLayout } from '../../webview-ui/cubeEditor/graph/simpleLayout';

/** Any memories and any relations between them, cycles and loops included. */
const graphs = fc.integer({ min: 0, max: 300 }).chain((size) => {
  const keys = Array.from({ length: size }, (_, n) => `k${n}`);
  const end = size === 0 ? fc.constant('k0') : fc.constantFrom(...keys, 'gone');
  const edge = fc.record({ source: end, target: end, type: fc.constantFrom('PARENT', 'PARENT', 'RELATE') });
  return fc.array(edge, { maxLength: 400 }).map((edges) => ({ keys, edges }));
});
/** What the layout engine would answer: here all boxes in one row. */
const answer = ({ graph }: ReturnType<typeof planLayout>) => {
  let x = 0;
  return { children: (graph.children ?? []).map((node) => ({ ...node, x: (x += 900) - 900, y: 0 })) };
};
const tree = (size: number, breadth: number) => ({
  keys: Array.from({ length: size }, (_, n) => `k${n}`),
  edges: Array.from({ length: size - 1 }, (_, n) => ({
    source: `k${Math.floor(n / breadth)}`,
    target: `k${n + 1}`,
    type: 'PARENT',
  })),
});

describe('the layout of the graph', () => {
  it('gives every memory one place, whatever the relations', () => {
    fc.assert(
      fc.property(graphs, ({ keys, edges }) => {
        const plan = planLayout(keys, edges, 1.3);
        const places = readLayout(plan, answer(plan));
        expect([...places.keys()].sort()).toEqual([...keys].sort());
        expect(new Set([...places.values()].map(String)).size).toBe(keys.length);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves to the engine what is small, and keeps large trees about as wide as high', () => {
    const small = planLayout(tree(13, 3).keys, tree(13, 3).edges, 1);
    expect(small.graph.children?.length).toBeGreaterThan(10);
    const { keys, edges } = tree(2000, 8);
    const plan = planLayout(keys, edges, 1);
    const places = [...readLayout(plan, answer(plan)).values()];
    const width = Math.max(...places.map(([x]) => x)) - Math.min(...places.map(([x]) => x));
    const height = Math.max(...places.map(([, y]) => y)) - Math.min(...places.map(([, y]) => y));
    expect(width / height).toBeGreaterThan(0.4);
    expect(width / height).toBeLessThan(2.5);
  });

  it('packs boxes without overlap', () => {
    const box = fc.record({
      width: fc.integer({ min: 1, max: 500 }),
      height: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 30 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (boxes, aspect) => {
          const corners = packBoxes(boxes, aspect, 10);
          boxes.forEach((a, i) => {
            boxes.slice(i + 1).forEach((b, rest) => {
              const [[x = 0, y = 0] = [], [u = 0, v = 0] = []] = [corners[i], corners[i + 1 + rest]];
              const apart = x + a.width <= u || u + b.width <= x || y + a.height <= v || v + b.height <= y;
              expect(apart).toBe(true);
            });
          });
        },
      ),
    );
  });

  it('puts newcomers beside their neighbours and moves nothing', () => {
    const placed = new Map([
      ['k0', [0, 0] as const],
      ['k1', [500, 500] as const],
    ]);
    const edges = [{ source: 'k0', target: 'k2', type: 'PARENT' }];
    const places = placeNew(['k0', 'k1', 'k2', 'k3'], edges, placed);
    expect(places.get('k0')).toEqual([0, 0]);
    expect(places.get('k1')).toEqual([500, 500]);
    expect(Math.hypot(...(places.get('k2') ?? [1e9, 1e9]))).toBeLessThan(200);
    expect(places.get('k3')?.[1]).toBeGreaterThan(500);
  });

  it('works without the engine, cycles included', () => {
    const edges = [
      { source: 'a', target: 'b', type: 'PARENT' },
      { source: 'b', target: 'a', type: 'PARENT' },
    ];
    expect(simpleLayout(['a', 'b', 'c'], edges).size).toBe(3);
  });

  it('walks to the nearest memory in the direction of an arrow', () => {
    const places = new Map([
      ['here', [0, 0] as const],
      ['right', [100, 10] as const],
      ['far', [300, 0] as const],
      ['below', [5, 80] as const],
    ]);
    const all = (): boolean => true;
    expect(neighbourByKey('ArrowRight', 'here', places, all)).toBe('right');
    expect(neighbourByKey('ArrowDown', 'here', places, all)).toBe('below');
    expect(neighbourByKey('ArrowLeft', 'here', places, all)).toBeUndefined();
    expect(neighbourByKey('ArrowRight', 'here', places, (key) => key !== 'right')).toBe('far');
  });
});
