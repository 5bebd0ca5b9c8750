import { memoryId } from './cubePlan.ts';
import type { CubePlan } from './cubePlan.ts';
import type { PythonValue } from './pythonJson.ts';

/** Number of edges of a cube. */
export function edgeCount(plan: CubePlan): number {
  return plan.tree.parent.reduce((sum, parent) => sum + (parent < 0 ? 0 : 1), plan.links.count);
}

/** All edges in MemOS's order: by the source, then by the target, newest first. */
export function* edges(plan: CubePlan): Generator<PythonValue> {
  const { first, children } = childLists(plan.tree.parent);
  for (let at = 0; at < plan.tree.parent.length; at++) {
    const own = Array.from(children.subarray(first[at], first[at + 1]), (target) => ({
      target,
      type: 'PARENT',
    }));
    const all = [...own, ...(plan.links.from.get(at) ?? [])].sort((a, b) => a.target - b.target);
    if (all.length === 0) continue;
    const source = memoryId(plan, at);
    for (const { target, type } of all) yield { source, target: memoryId(plan, target), type };
  }
}

/** Children of all positions in one array; those of `p` lie from `first[p]` to `first[p + 1]`, in order. */
function childLists(parent: Int32Array): { first: Uint32Array; children: Uint32Array } {
  const first = new Uint32Array(parent.length + 1);
  for (const above of parent) if (above >= 0) first[above + 1] = (first[above + 1] ?? 0) + 1;
  for (let i = 1; i < first.length; i++) first[i] = (first[i] ?? 0) + (first[i - 1] ?? 0);
  const next = first.slice();
  const children = new Uint32Array(first.at(-1) ?? 0);
  for (const [child, above] of parent.entries()) {
    if (above < 0) continue;
    const slot = next[above] ?? 0;
    children[slot] = child;
    next[above] = slot + 1;
  }
  return { first, children };
}
