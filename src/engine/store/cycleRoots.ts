/**
 * Memories that are each other's parents, in a ring, have none above them. So that they can be found in a tree, the
 * first of each ring stands at the top. Kosaraju's way to find strongly connected components, without recursion:
 * walked again from the last that was finished, each walk begins in a component that no other one leads to.
 *
 * @param ids memories that no memory without a parent leads to, in the order that decides which is the first
 * @param children those of a memory among `ids`
 */
export function cycleRoots(ids: readonly string[], children: (id: string) => readonly string[]): string[] {
  const finished: string[] = [];
  walk(ids, children, (id) => finished.push(id));
  const starts: string[] = [];
  walk(
    finished.reverse(),
    children,
    () => undefined,
    (id) => starts.push(id),
  );
  return starts;
}

/** Visits everything below these memories once, depth first; tells when one is finished and where a walk begins. */
function walk(
  ids: readonly string[],
  children: (id: string) => readonly string[],
  finish: (id: string) => void,
  begin: (id: string) => void = () => undefined,
): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) continue;
    seen.add(id);
    begin(id);
    const path = [{ id, left: children(id).values() }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.next();
      if (next.done) {
        finish(top.id);
        path.pop();
      } else if (!seen.has(next.value)) {
        seen.add(next.value);
        path.push({ id: next.value, left: children(next.value).values() });
      }
    }
  }
}

/** Memories that no memory without a parent leads to, out of relations from parents to children. */
export function unreached(pairs: readonly (readonly [parent: string, child: string])[]): {
  readonly ids: ReadonlySet<string>;
  readonly children: (id: string) => readonly string[];
} {
  const below = new Map<string, string[]>();
  const targets = new Set<string>();
  for (const [parent, child] of pairs) {
    const list = below.get(parent);
    if (list) list.push(child);
    else below.set(parent, [child]);
    targets.add(child);
  }
  const children = (id: string): readonly string[] => below.get(id) ?? [];
  const tops = [...below.keys()].filter((id) => !targets.has(id));
  const ids = new Set(targets);
  walk(tops, children, (id) => ids.delete(id));
  return { ids, children };
}
