import type { ScorePart } from '../../src/engine/model/search';
import { formatMeasure } from '../shared/format';
import { t } from '../shared/strings';
import { partName } from './names';

/**
 * A score as a bar of its parts. `full` is the score that fills the whole width. Parts that lower a score
 * have no length; the text says them.
 */
export function ScoreBar(props: {
  parts: readonly ScorePart[];
  full: number;
  /** Whether screen readers get the parts; not where a table or a label beside it has them. */
  silent?: boolean;
}): React.JSX.Element {
  const { parts, full, silent } = props;
  const text = partsText(parts);
  const spoken = silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': text };
  return (
    <span className="score-bar" title={text} {...spoken}>
      {parts.map(({ name, share }) =>
        share > 0 && full > 0 ? (
          <i key={name} data-part={name} style={{ width: `${Math.min(100, (100 * share) / full)}%` }} />
        ) : null,
      )}
    </span>
  );
}

/** The parts of a score in words, largest first. */
export function partsText(parts: readonly ScorePart[]): string {
  const counted = parts.filter(({ share }) => share !== 0).sort((a, b) => b.share - a.share);
  if (counted.length === 0) return t('No part of the score counts.');
  return counted.map(({ name, share }) => `${partName(name)} ${formatMeasure(share)}`).join(' · ');
}
