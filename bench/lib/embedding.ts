import { createRandom } from './random.ts';
import { float } from './pythonJson.ts';
import type { PythonFloat } from './pythonJson.ts';

/**
 * A unit vector near the direction of its topic, so that memories of one topic find each other. Components are
 * rounded to 32 bits, as an embedding model's are.
 */
export function embedding(seed: string, position: number, topic: number, dimension: number): PythonFloat[] {
  const centre = createRandom(`${seed}/centre/${String(topic)}`);
  const own = createRandom(`${seed}/vector/${String(position)}`);
  const raw = Float64Array.from({ length: dimension }, () => centre.gauss() + 0.8 * own.gauss());
  const length = Math.sqrt(raw.reduce((sum, x) => sum + x * x, 0)) || 1;
  return Array.from(raw, (x) => float(Math.fround(x / length)));
}
