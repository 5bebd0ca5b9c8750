import type { EdgeView } from '../input';
import type { TextRule } from '../rule';

const messages = {
  cycle: 'These PARENT edges go round in a circle: {0}.',
  several: 'The memory {0} has {1} parents; trees show it below the first.',
} as const;

/** PARENT edges form a forest: no circles; several parents are possible and noted. */
export const parents: TextRule = {
  messages,
  start(view, report) {
    if (view.format !== 'tree_text') return undefined;
    const children = new Map<string, EdgeView[]>();
    const parentsOf = new Map<string, Set<string>>();
    const secondParent = new Map<string, EdgeView>();
    return {
      edge(edge) {
        if (edge.type !== 'PARENT' || edge.source === edge.target) return;
        const list = children.get(edge.source);
        if (list) list.push(edge);
        else children.set(edge.source, [edge]);
        const above = parentsOf.get(edge.target) ?? new Set<string>();
        parentsOf.set(edge.target, above.add(edge.source));
        if (above.size === 2 && !secondParent.has(edge.target)) secondParent.set(edge.target, edge);
      },
      end() {
        for (const [id, edge] of secondParent) {
          const args = [id, String(parentsOf.get(id)?.size ?? 2)];
          const at = { start: edge.start, end: edge.end, memory: id };
          report({ severity: 'info', rule: 'text/several-parents', message: messages.several, args, at });
        }
        for (const { closing, path } of findCycles(children)) {
          const shown = path.length > 6 ? [...path.slice(0, 5), '…', path[0]!] : [...path, path[0]!];
          const at = { start: closing.start, end: closing.end, memory: closing.target };
          report({
            severity: 'error',
            rule: 'text/parent-cycle',
            message: messages.cycle,
            args: [shown.join(' → ')],
            at,
          });
        }
      },
    };
  },
};

interface Cycle {
  readonly closing: EdgeView;
  /** Ids from the memory that the closing edge leads to, down to the one that it comes from. */
  readonly path: string[];
}

/** Depth-first search with an explicit stack; each edge that leads back up closes one cycle. */
function findCycles(children: ReadonlyMap<string, readonly EdgeView[]>): Cycle[] {
  const cycles: Cycle[] = [];
  const done = new Set<string>();
  const height = new Map<string, number>();
  for (const root of children.keys()) {
    if (done.has(root)) continue;
    const stack: { id: string; next: number }[] = [{ id: root, next: 0 }];
    height.set(root, 0);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = children.get(top.id)?.[top.next++];
      if (!edge) {
        stack.pop();
        height.delete(top.id);
        done.add(top.id);
        continue;
      }
      const up = height.get(edge.target);
      if (up !== undefined) {
        cycles.push({ closing: edge, path: stack.slice(up).map((frame) => frame.id) });
      } else if (!done.has(edge.target)) {
        height.set(edge.target, stack.length);
        stack.push({ id: edge.target, next: 0 });
      }
    }
  }
  return cycles;
}
