import { StudioError } from '../base/errors';

/**
 * The vector at length 1, made from any list of numbers.
 * @throws StudioError `bad-model` for one of another length than expected, or with no direction
 */
export function unitVector(numbers: ArrayLike<number>, dimensions: number): Float32Array {
  if (numbers.length !== dimensions) {
    throw new StudioError(
      'bad-model',
      `The model gave a vector of ${numbers.length} numbers where ${dimensions} were expected.`,
      { remedy: 'Set the number of dimensions that this model has, or choose another model.' },
    );
  }
  const vector = Float32Array.from(numbers);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0) || !Number.isFinite(length)) {
    throw new StudioError('bad-model', 'The model gave a vector without a direction.', {
      remedy: 'Choose another model.',
    });
  }
  return vector.map((value) => value / length);
}
