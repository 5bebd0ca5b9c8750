import type { KvAsk, KvDetail } from '../../../src/protocol/kvInspector';

/** A time in milliseconds and where it comes from. */
export interface MeasuredTime {
  readonly ms: number;
  readonly measured: 'asked' | 'built' | 'restored';
}

/**
 * The time to the first token without and with an item: of the latest questions where there are some, else what
 * building and bringing back took. `reduction` is the fraction saved; null while there is nothing to compare.
 */
export function timings(
  { figures }: Pick<NonNullable<KvDetail['item']>, 'figures'>,
  asks: readonly Pick<KvAsk, 'cold' | 'ttftMs' | 'reusedTokens'>[],
): {
  readonly cold: MeasuredTime;
  readonly warm: MeasuredTime | undefined;
  readonly reduction: number | null;
} {
  const answered = asks.filter(({ ttftMs }) => ttftMs > 0);
  const askedCold = answered.findLast((ask) => ask.cold);
  const askedWarm = answered.findLast((ask) => !ask.cold && ask.reusedTokens > 0);
  const restores = figures.restores.map(({ ms }) => ms).sort((a, b) => a - b);
  const median = restores[Math.floor(restores.length / 2)];
  const cold: MeasuredTime = askedCold
    ? { ms: askedCold.ttftMs, measured: 'asked' }
    : { ms: figures.prefillMs, measured: 'built' };
  const warm: MeasuredTime | undefined = askedWarm
    ? { ms: askedWarm.ttftMs, measured: 'asked' }
    : median === undefined
      ? undefined
      : { ms: median, measured: 'restored' };
  const reduction = warm && cold.ms > 0 ? 1 - warm.ms / cold.ms : null;
  return { cold, warm, reduction };
}
