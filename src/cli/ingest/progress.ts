import type { IngestProgress } from '../../engine/ingest/types';
import { plainLine } from '../output/plain';

/** Time between two lines, and before the first: what is quick needs none. */
const PAUSE_MS = 1000;

/** Writes how far reading has come, a line a second. */
export function progressTo(stream: { write(text: string): unknown }): (progress: IngestProgress) => void {
  let last = performance.now();
  return ({ source, portion, portions, messages, perSecond }) => {
    if (performance.now() - last < PAUSE_MS) return;
    last = performance.now();
    const speed = perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
    stream.write(
      `openmem: ${plainLine(source)}: part ${portion} of ${portions}, ${messages} messages, ${speed} a second\n`,
    );
  };
}
