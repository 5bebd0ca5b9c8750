import type { KeptItem } from '../../engine/activation/items/kvStore';
import type { MemoryKey } from '../../engine/model/memory';
import type { CubeData } from '../cubes/cubeData';
import { memoryText } from './sourceMemories';

/** What the memories behind the items of a cube say now, read when the cube has changed. */
export class SourceTexts {
  private texts = new Map<MemoryKey, string>();
  private known = false;

  constructor(private readonly cube: CubeData) {}

  /** The text of a memory; undefined where it is gone. */
  readonly of = (key: MemoryKey): string | undefined => this.texts.get(key);

  /** The cube has changed. */
  forget(): void {
    this.known = false;
  }

  /** Reads what the items need. */
  async read(items: readonly KeptItem[]): Promise<void> {
    const keys = new Set(
      items.flatMap((kept) => ('item' in kept ? kept.item.sources.map(({ key }) => key) : [])),
    );
    if (this.known && [...keys].every((key) => this.texts.has(key))) return;
    const memory = await this.cube.part([...keys]);
    this.texts = new Map(
      [...keys].flatMap((key) => (memory.has(key) ? [[key, memoryText(memory, key)]] : [])),
    );
    this.known = true;
  }
}
