import type { TensorStatistics } from '../../model/activationReport';

/** Statistics over numbers that come in portions; the spread is summed around the first finite one. */
export class Tally {
  private min = Infinity;
  private max = -Infinity;
  private sum = 0;
  private squares = 0;
  private center = 0;
  private finite = 0;
  private nan = 0;
  private infinite = 0;

  add(values: Float32Array, count: number): void {
    for (let i = 0; i < count; i += 1) {
      const value = values[i] ?? 0;
      if (value - value !== 0) {
        if (Number.isNaN(value)) this.nan += 1;
        else this.infinite += 1;
        continue;
      }
      if (this.finite === 0) this.center = value;
      this.finite += 1;
      if (value < this.min) this.min = value;
      if (value > this.max) this.max = value;
      const off = value - this.center;
      this.sum += off;
      this.squares += off * off;
    }
  }

  result(): TensorStatistics {
    const { nan, infinite, finite, min, max } = this;
    if (finite === 0) return { min: null, max: null, mean: null, std: null, absMax: null, nan, infinite };
    const shift = this.sum / finite;
    return {
      // Negative zero is zero.
      min: min + 0,
      max: max + 0,
      mean: this.center + shift,
      std: Math.sqrt(Math.max(0, this.squares / finite - shift ** 2)),
      absMax: Math.max(Math.abs(min), Math.abs(max)),
      nan,
      infinite,
    };
  }
}
