import { StudioError } from '../../engine/base/errors';
import { childrenOf } from '../../engine/cube/outline/childrenOf';
import { textOf } from '../../engine/cube/outline/recordData';
import { parseJson } from '../../engine/base/json/parse';
import { nodeValue } from '../../engine/base/json/value';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { TemplateMemory } from '../../engine/model/kvItem';
import type { MemoryKey } from '../../engine/model/memory';
import { findKey } from '../cube/findKey';

/** The memories with these ids, and those below each branch, each once. Throws StudioError `not-found`. */
export function chosenMemories(
  memory: TextMemory,
  { ids, branches }: { readonly ids: readonly string[]; readonly branches: readonly string[] },
): TemplateMemory[] {
  const keys = new Set<MemoryKey>();
  for (const id of ids) keys.add(findKey(memory.byKey, id));
  for (const id of branches) addBranch(memory, findKey(memory.byKey, id), keys);
  return [...keys].map((key) => templateMemory(memory, key));
}

/** Text of a memory as it is now; undefined where it is gone. */
export function memoryText(memory: TextMemory, key: MemoryKey): string | undefined {
  if (!memory.byKey.has(key)) return undefined;
  return textOf(memory, nodeValue(parseJson(memory.text(key), { file: memory.file })));
}

function addBranch(memory: TextMemory, top: MemoryKey, keys: Set<MemoryKey>): void {
  const waiting = [top];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (keys.has(key)) continue;
    keys.add(key);
    const { items } = childrenOf(memory, key, { offset: 0, limit: Infinity });
    waiting.push(...items.map(({ row }) => row.key).reverse());
  }
}

function templateMemory(memory: TextMemory, key: MemoryKey): TemplateMemory {
  const row = memory.row(key);
  const text = memoryText(memory, key);
  if (!row || text === undefined) throw new StudioError('not-found', `There is no memory "${key}".`);
  return { key, title: row.title, text, pinned: false, changedAt: row.updatedAt ?? row.createdAt };
}
