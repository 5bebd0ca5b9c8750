/** Time between two lines, and before the first: what is quick needs none. */
const PAUSE_MS = 1000;

/** Tells how far a prompt is computed, a line a second. */
export function tokensTold(stream: { write(text: string): unknown }): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    if (performance.now() - last < PAUSE_MS) return;
    last = performance.now();
    stream.write(`openmem: ${done} of ${total} tokens computed\n`);
  };
}
