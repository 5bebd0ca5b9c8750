/** Cells of a strip; a prompt with fewer tokens has one for each. */
const MOST = 64;

/** Of each cell, from the beginning of the prompt, the share of its tokens that was reused. */
export function cells(promptTokens: number, reused: number): number[] {
  const count = Math.min(MOST, Math.max(0, promptTokens));
  return Array.from({ length: count }, (_, at) => {
    const from = (promptTokens * at) / count;
    const to = (promptTokens * (at + 1)) / count;
    return Math.min(1, Math.max(0, (reused - from) / (to - from)));
  });
}
