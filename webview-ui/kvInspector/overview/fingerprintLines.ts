import type { FingerprintPart, KvFingerprint } from '../../../src/engine/model/kvItem';

type Comparable = Omit<KvFingerprint, 'tokensHash'>;

/** A value as it is shown, and in full. */
interface Shown {
  readonly short: string;
  readonly whole: string;
}

export interface FingerprintLine {
  readonly part: FingerprintPart;
  readonly mine: Shown;
  /** Of the model in use; undefined while none is loaded. */
  readonly theirs: Shown | undefined;
  readonly differs: boolean;
}

const PARTS: readonly FingerprintPart[] = [
  'modelHash',
  'build',
  'device',
  'contextSize',
  'slots',
  'keyType',
  'valueType',
  'templateHash',
  'adapters',
];

/** The parts of a fingerprint beside those of the model in use. */
export function fingerprintLines(
  mine: Comparable,
  theirs: Comparable | null,
  shown: (part: FingerprintPart, value: Comparable) => Shown,
): FingerprintLine[] {
  return PARTS.map((part) => ({
    part,
    mine: shown(part, mine),
    theirs: theirs ? shown(part, theirs) : undefined,
    differs: theirs !== null && JSON.stringify(mine[part]) !== JSON.stringify(theirs[part]),
  }));
}
