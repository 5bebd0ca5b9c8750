import { recordData, textOf } from '../../engine/cube/outline/recordData';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { TemplateMemory } from '../../engine/model/kvItem';
import type { MemoryKey } from '../../engine/model/memory';
import type { CubeData } from '../cubes/cubeData';

/** Memories that a subtree may have; a slot has room for fewer. */
const MOST = 5000;
/** Children asked for at once. */
const PAGE = 200;

/** What a memory says. */
export function memoryText(memory: TextMemory, key: MemoryKey): string {
  return textOf(memory, recordData(memory, memory.slot(key)));
}

/** Memories as an activation template takes them; those that are gone are left out. */
export async function templateMemories(
  cube: CubeData,
  keys: readonly MemoryKey[],
): Promise<TemplateMemory[]> {
  const memory = await cube.part(keys);
  return keys.flatMap((key): TemplateMemory[] => {
    const row = memory.row(key);
    if (!row) return [];
    const changedAt = row.updatedAt ?? row.createdAt;
    return [{ key, title: row.title, text: memoryText(memory, key), pinned: false, changedAt }];
  });
}

/** Memories with all that is under them, each once, from the top down. */
export async function withBranches(cube: CubeData, tops: readonly MemoryKey[]): Promise<MemoryKey[]> {
  const seen = new Set<MemoryKey>();
  const walk = async (key: MemoryKey): Promise<void> => {
    if (seen.has(key) || seen.size >= MOST) return;
    seen.add(key);
    if (cube.hasEdges) for (const child of await childrenOf(cube, key)) await walk(child);
  };
  for (const key of tops) await walk(key);
  return [...seen];
}

/** Memories of a type that have no parent. */
export function topsOfType(cube: CubeData, type: string): Promise<MemoryKey[]> {
  return childrenOf(cube, null, type);
}

async function childrenOf(cube: CubeData, parent: MemoryKey | null, type?: string): Promise<MemoryKey[]> {
  const keys: MemoryKey[] = [];
  for (;;) {
    const query = { offset: keys.length, limit: PAGE, ...(type === undefined ? {} : { memoryType: type }) };
    const { items, total } = await cube.children(parent, query);
    keys.push(...items.map(({ row }) => row.key));
    if (items.length === 0 || keys.length >= total || keys.length >= MOST) return keys;
  }
}
