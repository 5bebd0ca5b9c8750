/** Tokens and how likely they were. */

export interface TokenProbability {
  readonly token: number;
  /** Natural logarithm of the probability. */
  readonly logprob: number;
}

/** A token that was chosen, and the likeliest ones at its place, likeliest first. */
export interface TokenChoice extends TokenProbability {
  readonly top: readonly TokenProbability[];
}
