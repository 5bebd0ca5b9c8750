/**
 * The outline of a cube: what a query shows, line by line, worked out as numbers so that a hundred
 * thousand memories cost milliseconds; rows are made only for the lines that are asked for.
 */
import type { EngineContext } from '../../base/context';
import type { MemoryKey } from '../../model/memory';
import type { OutlinePage, OutlineQuery, OutlineRow, Sort } from '../../model/query';
import type { TextMemory } from '../text/textMemory';
import { childCount, listChildren, type Children } from './children';
import { usesPerDay } from './days';
import { flatten, type Lines } from './flatten';
import { forestOf, type Forest } from './forest';
import { Matcher, type Matches } from './matcher';
import { orderOf, sameSort, type Order } from './order';
import { recordData, textOf, usesOf } from './recordData';
import { estimateTokens } from '../../base/tokens';

/** Days of the heat of a row. */
const HEAT_DAYS = 30;

/** The forest in one order. */
interface Ordered {
  readonly forest: Forest;
  readonly order: Order;
  /** Children of everything, unfiltered; made when a tree is first asked for. */
  children?: Children | undefined;
}

interface View {
  readonly generation: number;
  readonly forest: Forest;
  readonly matches: Matches;
  readonly children: Children | undefined;
  readonly lines: Lines;
  readonly isOpen: (at: number) => boolean;
}

export class Outline {
  private ordered: Ordered | undefined;
  private view: View | undefined;
  private generation = 0;
  readonly matcher: Pick<Matcher, 'find'>;

  constructor(
    readonly memory: TextMemory,
    private readonly clock: Pick<EngineContext, 'now'>,
    matcher?: Pick<Matcher, 'find'>,
  ) {
    this.matcher = matcher ?? new Matcher(memory, clock);
  }

  /**
   * Works a query out; the rows are then asked for with `page`. Call it again after each change of the
   * memory. Rejects with the reason of `signal` when it is aborted, and the last view stays.
   */
  async update(query: OutlineQuery, signal?: AbortSignal): Promise<Omit<OutlinePage, 'rows' | 'from'>> {
    const matches = await this.matcher.find(query.filter, signal);
    const ordered = this.orderFor(query.sort);
    const { forest } = ordered;
    const count = forest.rows.length;
    const tree = query.shape === 'tree';
    const expanded = new Set(query.expanded.map((key) => forest.of(key)));
    const isOpen = !tree ? () => false : matches.all ? (at: number) => expanded.has(at) : () => true;
    const children = tree ? treeOf(ordered, matches) : undefined;
    const flat = (): Children => ({
      start: Int32Array.from({ length: count + 2 }, (_, at) => (at > count ? matches.count : 0)),
      list: Int32Array.from(keep(ordered.order.places, count, matches.flags)),
    });
    const lines = flatten(children ?? flat(), count, isOpen);
    this.view = { generation: ++this.generation, forest, matches, children, lines, isOpen };
    return { generation: this.generation, total: lines.length, matches: matches.count };
  }

  /** Lines of the last `update`. */
  page(from: number, count: number): OutlinePage {
    const { view } = this;
    if (!view) return { generation: 0, total: 0, matches: 0, from, rows: [] };
    const { generation, lines, matches } = view;
    return { generation, total: lines.length, matches: matches.count, from, rows: this.rows(from, count) };
  }

  /** Rows of lines `from` to `from + count`; fewer at the end, and none for memories that are gone. */
  rows(from: number, count: number): OutlineRow[] {
    const { view } = this;
    const rows: OutlineRow[] = [];
    if (!view) return rows;
    for (let line = Math.max(0, from); line < Math.min(view.lines.length, from + count); line++) {
      const row = this.row(view, line);
      if (row) rows.push(row);
    }
    return rows;
  }

  /** Line of a memory in the last `update`, or -1, and the keys of its ancestors from the top down. */
  locate(key: MemoryKey): { index: number; ancestors: readonly MemoryKey[] } {
    const forest = forestOf(this.memory);
    const at = forest.of(key);
    const ancestors = at < 0 ? [] : forest.ancestors(at).map((up) => forest.rows[up]!.key);
    const shown = this.view?.forest.of(key) ?? -1;
    return { index: shown < 0 ? -1 : this.view!.lines.line[shown]!, ancestors };
  }

  private row(view: View, line: number): OutlineRow | undefined {
    const at = view.lines.memory[line]!;
    const slot = this.memory.byKey.get(view.forest.rows[at]!.key);
    if (!slot) return undefined;
    const data = recordData(this.memory, slot);
    const children = view.children ? childCount(view.children, at) : 0;
    return {
      ...slot.row,
      depth: view.lines.depth[line]!,
      childCount: children,
      expanded: children > 0 && view.isOpen(at),
      matches: view.matches.flags[at] === 1,
      heat: slot.row.uses > 0 ? usesPerDay(usesOf(this.memory, data), this.clock.now(), HEAT_DAYS) : [],
      tokens: estimateTokens(textOf(this.memory, data)),
      position: view.lines.position[line]!,
      siblings: view.lines.siblings[line]!,
    };
  }

  private orderFor(sort: Sort): Ordered {
    const forest = forestOf(this.memory);
    const known = this.ordered;
    if (known?.forest === forest && sameSort(known.order.sort, sort)) return known;
    const order = orderOf(forest.rows, sort, known?.order);
    const same = known?.forest.parent === forest.parent && known.order.places === order.places;
    return (this.ordered = { forest, order, children: same ? known.children : undefined });
  }
}

/** Children of everything, or with a filter those that match or lead to a match. */
function treeOf(ordered: Ordered, matches: Matches): Children {
  const { parent } = ordered.forest;
  if (matches.all) return (ordered.children ??= listChildren(parent, ordered.order.places));
  const shown = new Uint8Array(parent.length);
  for (let start = 0; start < parent.length; start++) {
    if (matches.flags[start] === 0) continue;
    for (let at = start; at >= 0 && shown[at] === 0; at = parent[at]!) shown[at] = 1;
  }
  return listChildren(parent, keep(ordered.order.places, parent.length, shown));
}

/** The numbers whose flag is set, in order. */
function keep(order: Uint32Array | undefined, count: number, flags: Uint8Array): Uint32Array {
  const kept = new Uint32Array(count);
  let length = 0;
  for (let i = 0; i < count; i++) {
    const at = order ? order[i]! : i;
    if (flags[at] === 1) kept[length++] = at;
  }
  return kept.subarray(0, length);
}
