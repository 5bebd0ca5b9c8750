import type { AdapterApproval, AdapterOrigin, AdapterRow } from '../../src/engine/model/loraItem';
import { formatMeasure } from '../shared/format';
import { t } from '../shared/strings';

/** How an adapter stands for a person: what matters most of its standing, its approval and whether it is attached. */
export const SHOWN = ['broken', 'foreign', 'stale', 'proposed', 'rejected', 'attached', 'approved'] as const;
export type Shown = (typeof SHOWN)[number];

/** What of an adapter is to be told first. */
export function shownAs({ standing, item, scale }: AdapterRow): Shown {
  if (standing === 'broken' || standing === 'foreign' || item === null) {
    return standing === 'foreign' ? 'foreign' : 'broken';
  }
  if (item.approval === 'rejected') return 'rejected';
  if (standing === 'stale') return 'stale';
  if (item.approval === 'proposed') return 'proposed';
  return scale === null ? 'approved' : 'attached';
}

export function shownName(shown: Shown): string {
  const names = {
    broken: t('broken'),
    foreign: t('not approved here'),
    stale: t('stale'),
    proposed: t('waits for your approval'),
    rejected: t('rejected'),
    attached: t('attached'),
    approved: t('approved'),
  };
  return names[shown];
}

export const shownIcon: Readonly<Record<Shown, string>> = {
  broken: 'error',
  foreign: 'shield',
  stale: 'warning',
  proposed: 'question',
  rejected: 'circle-slash',
  attached: 'pass-filled',
  approved: 'pass',
};

export function originName(origin: AdapterOrigin): string {
  return origin === 'made-here' ? t('memories of this MemCube') : t('imported');
}

export function approvalName(approval: AdapterApproval): string {
  const names = { proposed: t('not decided'), approved: t('approved'), rejected: t('rejected') };
  return names[approval];
}

/** A share as a percentage. */
export const formatShare = (share: number): string => t('{0} %', formatMeasure(share * 100, 3));

/** A change of a share, with its sign. */
export function formatChange(share: number): string {
  const text = formatShare(Math.abs(share));
  return share > 0 ? `+${text}` : share < 0 ? `−${text}` : text;
}

/** Seconds: `48 s`, `3 min 5 s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? t('{0} s', whole) : t('{0} min {1} s', Math.floor(whole / 60), whole % 60);
}
