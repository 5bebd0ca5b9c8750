/**
 * llama.cpp's reader of states is native and trusts them, and a cube may come from anybody. So a state is given to it
 * only when this machine made it: its item carries a seal of this machine.
 */
import { MachineSeal } from '../../cube/files/machineSeal';
import type { KvItem } from '../../model/kvItem';
import { itemText, type SealedItem } from './itemFile';

const FILE = 'kv-seal.key';

/** Makes and checks seals of KV items. */
export class Sealer {
  private constructor(private readonly machine: MachineSeal) {}

  /** With the key of this machine, which is made at first use; throws StudioError `read-only`, `no-space`, `io`. */
  static async open(dataFolder: string): Promise<Sealer> {
    return new Sealer(await MachineSeal.open(dataFolder, FILE));
  }

  seal(item: KvItem): string {
    return this.machine.seal(itemText(item));
  }

  /** Whether this machine wrote this item as it is. */
  vouches({ item, seal }: SealedItem): boolean {
    return this.machine.vouches(itemText(item), seal);
  }
}
