import type { TokenChoice } from '../../model/tokens';

/** A token with its probability as OpenAI's API and Ollama's tell it. */
export interface ServerLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly top_logprobs?: readonly { readonly token: string; readonly logprob: number }[] | undefined;
}

/** What servers tell of probabilities: tokens by their texts, since only they know the numbers. */
export function tokenChoices(told: readonly ServerLogprob[]): TokenChoice[] {
  return told.map(({ token: text, logprob, top_logprobs: top = [] }) => ({
    token: -1,
    text,
    logprob,
    top: top.map((each) => ({ token: -1, text: each.token, logprob: each.logprob })),
  }));
}
