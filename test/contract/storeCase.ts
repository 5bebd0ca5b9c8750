import { afterEach } from 'vitest';
import type { MemoryStore } from '../../src/engine/store/port';

/** An empty place for memories, and ways to it. */
export interface StorePlace {
  /** Opens it; every call is a connection of its own. Analyses text with `analyser` of samples.ts. */
  open(): Promise<MemoryStore>;
  /** Removes it. Its stores are closed by then. */
  remove(): Promise<void>;
}

/** A kind of store under test. */
export interface StoreCase {
  place(): Promise<StorePlace>;
  /** Whether lists without a sort come in the order in which memories were put. */
  readonly keepsOrder: boolean;
  /** Whether records come back as they were written: tokens of numbers, order of members, white space. */
  readonly losslessRaw: boolean;
  /** Whether half a surrogate pair can be kept; otherwise it is refused. */
  readonly halfCharacters: boolean;
  /** Whether a place can be open twice. */
  readonly shared: boolean;
  /** Milliseconds within which another one's write is told. */
  readonly notice: number;
}

/** Opens empty stores and takes them away after each test. */
export function useStores(store: StoreCase) {
  const undo: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  const place = async (): Promise<{ open(): Promise<MemoryStore> }> => {
    const made = await store.place();
    undo.push(() => made.remove());
    return {
      open: async () => {
        const opened = await made.open();
        undo.push(() => opened.dispose());
        return opened;
      },
    };
  };
  return { place, open: async () => (await place()).open() };
}
