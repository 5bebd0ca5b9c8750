import { StudioError } from '../../base/errors';

/** Upper bounds for one file. The defaults let through caches of thousands of layers. */
export interface Limits {
  /** Pickle instructions, those of the storages inside included; each makes at most one node. */
  readonly opcodes: number;
  /** Values waiting on the stack. */
  readonly stack: number;
  /** Items listed. */
  readonly items: number;
}

/** Used when nothing else is asked for. */
export const defaultLimits: Limits = { opcodes: 4_000_000, stack: 1_000_000, items: 100_000 };

/**
 * Counts what reading a file costs, over all its nested parts, so that a small file cannot ask for much
 * work or memory by referring to the same part again and again.
 */
export class Budget {
  private opcodes = 0;
  private inflated = 0;
  private elements = 0;
  private characters = 0;
  private values = 0;

  constructor(
    private readonly fileBytes: number,
    readonly limits: Limits = defaultLimits,
    private readonly signal?: AbortSignal,
  ) {}

  /** Counts one instruction at `offset`. */
  opcode(offset: number, file: string | undefined): void {
    this.opcodes += 1;
    if (this.opcodes > this.limits.opcodes) {
      throw new StudioError('bad-pickle', `More than ${this.limits.opcodes} instructions.`, {
        place: { file, offset },
      });
    }
    if (this.opcodes % 65_536 === 0) this.checkAbort();
  }

  /** Whether `bytes` more may be unpacked: at most eight times the file in total. */
  mayInflate(bytes: number): boolean {
    this.inflated += bytes;
    return this.inflated <= this.fileBytes * 8 + 65_536;
  }

  /** Whether `count` more tensor elements may be looked at: at most four times the file in total. */
  mayMeasure(count: number): boolean {
    this.checkAbort();
    if (this.elements + count > this.fileBytes * 4) return false;
    this.elements += count;
    return true;
  }

  /** Whether one more value of `characters` may enter the report: the file bounds both. */
  mayReport(characters: number): boolean {
    if (this.values >= this.fileBytes || this.characters + characters > this.fileBytes * 16) return false;
    this.values += 1;
    this.characters += characters;
    return true;
  }

  /** Throws the signal's reason once the caller gave up. */
  checkAbort(): void {
    this.signal?.throwIfAborted();
  }
}
