import type { StudioError } from '../../base/errors';
import type { Budget } from './budget';
import type { Node, StorageNode } from './nodes';
import type { ActivationProblem } from '../../model/activationReport';

/** What the parts of one inspection share. */
export interface InspectionContext {
  readonly file: string | undefined;
  /** The whole file. */
  readonly source: Uint8Array;
  readonly budget: Budget;
  /** Names of the globals met so far, in order. */
  readonly globals: Set<string>;
  readonly problems: ActivationProblem[];
  /** Reads what `torch.save` wrote into these bytes. */
  readonly loadStorage: (bytes: Uint8Array, site: CallSite) => StorageNode;
}

/** Where in the file a call stands. */
export interface CallSite {
  readonly context: InspectionContext;
  /** Byte offset of the calling instruction. */
  readonly offset: number;
  /** A `bad-pickle` error at that offset. */
  readonly bad: (message: string) => StudioError;
}

/** What a callable global of the allow-list yields for these arguments. */
export type Call = (args: readonly Node[], site: CallSite) => Node;
