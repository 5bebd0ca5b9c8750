import type { Completion } from '../../inference/ports';
import type { KvOutcome } from '../../model/kvItem';

/** What was prepared, held against what the runtime says it reused for the answer. */
export function afterAnswer(prepared: KvOutcome, { reusedTokens, ttftMs = 0 }: Completion): KvOutcome {
  const outcome = { ...prepared, prefillMs: ttftMs, totalMs: prepared.totalMs + ttftMs };
  // The last token of a prompt is always computed: the answer comes from it.
  const expected = Math.min(prepared.reused, prepared.promptTokens - 1);
  if (prepared.kind === 'prefilled' || reusedTokens === undefined || reusedTokens >= expected) return outcome;
  return {
    ...outcome,
    kind: 'prefilled',
    reason: 'fewer-tokens',
    sentence: `Of ${expected} tokens that were there the runtime used ${reusedTokens}.`,
    reused: reusedTokens,
    savedMs: 0,
  };
}
