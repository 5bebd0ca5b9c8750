import { childCount, type Children } from './children';

/** The lines of an outline, one array for each property; memories by their numbers. */
export interface Lines {
  readonly length: number;
  readonly memory: Int32Array;
  readonly depth: Int32Array;
  /** 1-based place among the siblings. */
  readonly position: Int32Array;
  readonly siblings: Int32Array;
  /** Line of each memory, -1 where it has none. */
  readonly line: Int32Array;
}

/** Walks over the forest from the tops and into whatever `open` says; without recursion. */
export function flatten(children: Children, count: number, open: (at: number) => boolean): Lines {
  const capacity = children.list.length;
  const memory = new Int32Array(capacity);
  const depth = new Int32Array(capacity);
  const position = new Int32Array(capacity);
  const siblings = new Int32Array(capacity);
  const line = new Int32Array(count).fill(-1);
  let length = 0;
  const stack = [{ group: count, next: children.start[count]! }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    if (top.next >= children.start[top.group + 1]!) {
      stack.pop();
      continue;
    }
    const at = children.list[top.next++]!;
    memory[length] = at;
    depth[length] = stack.length - 1;
    position[length] = top.next - children.start[top.group]!;
    siblings[length] = childCount(children, top.group);
    line[at] = length++;
    if (childCount(children, at) > 0 && open(at)) stack.push({ group: at, next: children.start[at]! });
  }
  return { length, memory, depth, position, siblings, line };
}
