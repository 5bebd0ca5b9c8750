/** Tokens and how likely they were. */

export interface TokenProbability {
  /** Its number in the model's vocabulary; -1 where a server tells its text only. */
  readonly token: number;
  /** What it says, where that is told; parts of a character come as the replacement character. */
  readonly text?: string | undefined;
  /** Natural logarithm of the probability. */
  readonly logprob: number;
}

/** A token that was chosen, and the likeliest ones at its place, likeliest first. */
export interface TokenChoice extends TokenProbability {
  readonly top: readonly TokenProbability[];
}
