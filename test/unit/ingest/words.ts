import type { Embedder } from '../../../src/engine/inference/ports';
import { analyse } from '../../../src/engine/retrieval/analyse';

/** An embedder that counts words, by a number made of their signs: their order tells it nothing. */
export const words: Embedder = {
  tag: { name: 'words@1', dimensions: 96 },
  embed: (texts) =>
    Promise.resolve(
      texts.map((one) => {
        const vector = new Float32Array(96).fill(0.01);
        for (const term of analyse(one)) {
          let hash = 7;
          for (const sign of term) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
          vector[hash % 96]! += 1;
        }
        return vector.map((value) => value / Math.hypot(...vector));
      }),
    ),
  dispose: () => {},
};
