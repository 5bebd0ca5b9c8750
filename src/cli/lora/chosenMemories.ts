import { StudioError } from '../../engine/base/errors';
import { forestOf } from '../../engine/cube/outline/forest';
import { recordData, textOf } from '../../engine/cube/outline/recordData';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { DistilMemory } from '../../engine/model/distil';
import type { MemoryKey } from '../../engine/model/memory';
import { stableMemories } from '../../engine/parametric/distil/stable';
import { findKey } from '../cube/findKey';

/** Which memories are to be learnt. */
export interface MemoryChoice {
  /** Ids, or beginnings of ids. */
  readonly memory: readonly string[];
  /** Ids of memories that are taken with all below them. */
  readonly branch: readonly string[];
  /** Those that seem to stay as they are. */
  readonly proposed?: boolean | undefined;
}

/** The memories that a person named, each once, in the order of the cube; throws StudioError `bad-argument`, `not-found`. */
export function chosenMemories(
  { memory }: CubeSession,
  choice: MemoryChoice,
  now: Date,
): { memories: DistilMemory[]; reasons: ReadonlyMap<MemoryKey, readonly string[]> } {
  const all = [...memory.slots()].map((slot): DistilMemory => {
    const { key, title, status, uses, updatedAt, createdAt, confidence } = slot.row;
    const text = textOf(memory, recordData(memory, slot));
    return { key, title, text, status, uses, updatedAt: updatedAt ?? createdAt, confidence };
  });
  const keys = new Set(all.map(({ key }) => key));
  const wanted = new Set(choice.memory.map((given) => findKey(keys, given)));
  const forest = forestOf(memory);
  for (const given of choice.branch) {
    const root = forest.of(findKey(keys, given));
    for (const { key } of all) {
      const at = forest.of(key);
      if (at === root || forest.ancestors(at).includes(root)) wanted.add(key);
    }
  }
  const reasons = new Map<MemoryKey, readonly string[]>();
  if (choice.proposed === true) {
    for (const found of stableMemories(all, now)) {
      wanted.add(found.memory.key);
      reasons.set(found.memory.key, found.reasons);
    }
  }
  const memories = all.filter(({ key }) => wanted.has(key));
  if (memories.length > 0) return { memories, reasons };
  throw new StudioError(
    'bad-argument',
    choice.proposed === true ? 'No memory of this cube seems stable enough.' : 'No memory was chosen.',
    { remedy: 'Name memories with --memory or --branch, or use --proposed for those that stay as they are.' },
  );
}
