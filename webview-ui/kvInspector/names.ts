import type { FingerprintPart, KvOrigin, KvStanding, KvTier } from '../../src/engine/model/kvItem';
import { formatMeasure, formatNumber } from '../shared/format';
import { t } from '../shared/strings';

/** Where items of a tier are. */
export function tierName(tier: KvTier): string {
  const names = { ram: t('In memory'), disk: t('On disk'), cold: t('Compressed') };
  return names[tier];
}

export const tierIcon: Readonly<Record<KvTier, string>> = { ram: 'zap', disk: 'database', cold: 'archive' };

export function standingName(standing: KvStanding): string {
  const names = {
    ready: t('ready'),
    stale: t('stale'),
    expired: t('expired'),
    foreign: t('foreign'),
    broken: t('broken'),
  };
  return names[standing];
}

export const standingIcon: Readonly<Record<KvStanding, string>> = {
  ready: 'pass',
  stale: 'warning',
  expired: 'watch',
  foreign: 'shield',
  broken: 'error',
};

export function originName(origin: KvOrigin): string {
  const names = {
    memories: t('memories'),
    document: t('a document'),
    chat: t('a chat'),
    memos: t('an item of MemOS'),
  };
  return names[origin];
}

export function partName(part: FingerprintPart): string {
  const names = {
    modelHash: t('Model'),
    build: t('Runtime'),
    device: t('Computed on'),
    contextSize: t('Context'),
    slots: t('Slots'),
    keyType: t('Type of keys'),
    valueType: t('Type of values'),
    templateHash: t('Chat template'),
    adapters: t('Adapters'),
  };
  return names[part];
}

/** A duration: `0.4 ms`, `12 ms`, `1.24 s`. */
export function formatMs(ms: number): string {
  if (ms >= 1000) return t('{0} s', formatMeasure(ms / 1000, 3));
  return t('{0} ms', ms >= 10 ? formatNumber(Math.round(ms)) : formatMeasure(ms, 2));
}

/** A number of tokens. */
export const formatTokens = (tokens: number): string => t('{0} tokens', formatNumber(tokens));
