/**
 * The items of one JSON array, each with the white space around it, so that the array can be written
 * back byte for byte and items can be added and taken away like lines of a list.
 */

/** One item: its body is `text`, or where that is undefined the bytes from `start` to `end`. */
export interface Slot {
  readonly start: number;
  readonly end: number;
  readonly text: string | undefined;
  /** White space before the item, after `[` or the comma. */
  readonly lead: string;
  /** White space after the item, before a comma. */
  readonly trail: string;
}

export class Sequence<S extends Slot> {
  readonly slots: S[] = [];
  /** White space between `[` and `]` when there is nothing else. */
  empty = '';
  /** White space before `]` when there is something. */
  tail = '';

  constructor(private readonly source: Buffer) {}

  /** The text of an item as it stands or will stand in the file. */
  body(slot: Slot): string {
    return slot.text ?? this.source.toString('utf8', slot.start, slot.end);
  }

  /** The array, piece by piece; runs of unchanged items come as one piece of the source. */
  *pieces(): Generator<Uint8Array | string> {
    const { slots, source } = this;
    if (slots.length === 0) {
      yield `[${this.empty}]`;
      return;
    }
    let pending = '[';
    let run: { start: number; end: number } | undefined;
    for (const [index, slot] of slots.entries()) {
      const glue = (index > 0 ? ',' : '') + slot.lead;
      if (run && slot.text === undefined && this.follows(run.end, slot, pending + glue)) {
        run.end = slot.end;
      } else {
        if (run) yield source.subarray(run.start, run.end);
        run = undefined;
        pending += glue;
        yield pending;
        if (slot.text === undefined) run = { start: slot.start, end: slot.end };
        else yield slot.text;
      }
      pending = slot.trail;
    }
    if (run) yield source.subarray(run.start, run.end);
    yield `${pending}${this.tail}]`;
  }

  /** Whether the source itself holds exactly `glue` between `from` and the item. */
  private follows(from: number, slot: Slot, glue: string): boolean {
    return slot.start - from === glue.length && this.source.toString('latin1', from, slot.start) === glue;
  }
}
