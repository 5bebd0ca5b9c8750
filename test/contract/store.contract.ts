/**
 * What every store of memories must do (src/engine/store/port.ts), as a suite over a way to make empty stores.
 * What a database cannot keep is said by the capabilities; everything else holds for all of them.
 */
import { describe } from 'vitest';
import { applyingChanges } from './applying';
import { candidates } from './candidates';
import { moving } from './moving';
import { reading } from './reading';
import type { StoreCase } from './storeCase';
import { takenOver } from './takenOver';
import { undoing } from './undoing';
import { watching } from './watching';

export function storeContract(name: string, store: StoreCase): void {
  describe(name, () => {
    reading(store);
    applyingChanges(store);
    undoing(store);
    watching(store);
    candidates(store);
    takenOver(store);
    moving(store);
  });
}
