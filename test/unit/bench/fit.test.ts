import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../bench/lib/random';
import { fit, scoreOf, type Choice } from '../../../bench/locomo/fit';

const WIDTH = 3;

/** Questions of eight candidates each, drawn from a seed; the evidence is what `truth` puts first. */
function choicesOf(seed: string, truth: readonly number[]): Choice[] {
  const random = createRandom(seed);
  return Array.from({ length: 60 }, () => {
    const parts = Float64Array.from({ length: 8 * WIDTH }, () => random.gauss());
    const scores = Array.from({ length: 8 }, (_, row) => scoreOf(parts, row, truth));
    return { parts, given: new Float64Array(8), evidence: [scores.indexOf(Math.max(...scores))] };
  });
}

const first = ({ parts, given }: Choice, weights: readonly number[]): number => {
  const scores = [...given].map((more, row) => more + scoreOf(parts, row, weights));
  return scores.indexOf(Math.max(...scores));
};

describe('weights that are fitted', () => {
  it('put evidence first as the weights do that chose it, and the more the smaller the penalty', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const choices = choicesOf(String(seed), [1, -2, 0]);
        const weights = fit(choices, { width: WIDTH, penalty: 1e-3 });
        const right = choices.filter((choice) => choice.evidence.includes(first(choice, weights)));
        expect(right.length / choices.length).toBeGreaterThan(0.8);
        const weak = fit(choices, { width: WIDTH, penalty: 10 });
        expect(Math.hypot(...weak)).toBeLessThan(Math.hypot(...weights));
      }),
      { numRuns: 15, verbose: true },
    );
  });

  it('are nothing where evidence tells nothing, and count what is given', () => {
    const parts = Float64Array.of(1, 0, 0, 1, 0, 0);
    const even: Choice = { parts, given: new Float64Array(2), evidence: [0, 1] };
    expect(fit([even], { width: WIDTH, penalty: 0.1 }).map(Math.abs)).toEqual([0, 0, 0]);
    const nothing: Choice = { ...even, evidence: [] };
    expect(fit([nothing], { width: WIDTH, penalty: 0.1 }).map(Math.abs)).toEqual([0, 0, 0]);
    const apart = { parts: Float64Array.of(1, 0, 0, 0, 0, 0), evidence: [0] };
    const [alone = 0] = fit([{ ...apart, given: Float64Array.of(0, 0) }], { width: WIDTH, penalty: 0.1 });
    const [helped = 0] = fit([{ ...apart, given: Float64Array.of(3, 0) }], { width: WIDTH, penalty: 0.1 });
    expect([alone > 1, helped < alone, helped > 0]).toEqual([true, true, true]);
  });
});
