/** Plaintext that is used often is proposed as an activation template where the measured cost says so. */
import type { DerivedSource } from '../../model/derived';
import type { KvProposal } from '../../model/kvItem';

/** A set of memories that went into prompts together, with how often they did. */
export interface CountedUse {
  readonly sources: readonly DerivedSource[];
  readonly tokens: number;
  /** Uses in `days` days. */
  readonly uses: number;
  readonly days: number;
}

/** What was measured on this machine with this model. */
export interface MeasuredRates {
  readonly prefillMsPerToken: number;
  /** Of a restore: what it takes whatever its size, and what each byte adds. */
  readonly restoreMs: number;
  readonly restoreMsPerByte: number;
  readonly saveMsPerByte: number;
  readonly bytesPerToken: number;
}

export interface ProposePolicy {
  /** Days for which uses are counted on; edits end them sooner or later. */
  readonly horizonDays: number;
  /** What a megabyte of disk is reckoned at, for that time. */
  readonly msPerMegabyte: number;
}

export const PROPOSE_POLICY: ProposePolicy = { horizonDays: 7, msPerMegabyte: 5 };

/** The proposals with a gain, largest first: (prefill − restore) × uses − build − bytes. */
export function propose(
  counted: readonly CountedUse[],
  rates: MeasuredRates,
  policy: ProposePolicy = PROPOSE_POLICY,
): KvProposal[] {
  return counted
    .map((use) => reckon(use, rates, policy))
    .filter(({ gainMs }) => gainMs > 0)
    .sort((a, b) => b.gainMs - a.gainMs);
}

/** The reckoning of one set, whatever comes out. */
export function reckon(
  { sources, tokens, uses, days }: CountedUse,
  rates: MeasuredRates,
  { horizonDays, msPerMegabyte }: ProposePolicy = PROPOSE_POLICY,
): KvProposal {
  const bytes = Math.round(tokens * rates.bytesPerToken);
  const prefillMs = tokens * rates.prefillMsPerToken;
  const restoreMs = rates.restoreMs + bytes * rates.restoreMsPerByte;
  const buildMs = prefillMs + bytes * rates.saveMsPerByte;
  const bytesMs = (bytes / 1e6) * msPerMegabyte;
  const expectedUses = days > 0 ? (uses / days) * horizonDays : 0;
  const gainMs = (prefillMs - restoreMs) * expectedUses - buildMs - bytesMs;
  return { sources, tokens, expectedUses, prefillMs, restoreMs, buildMs, bytes, bytesMs, gainMs };
}
