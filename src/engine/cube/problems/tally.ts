import type { RecordView } from './input';

/** Counts records with something in common and keeps the first, for one problem about all of them. */
export class Tally {
  count = 0;
  first: RecordView | undefined;

  add(record: RecordView): void {
    this.first ??= record;
    this.count++;
  }
}
