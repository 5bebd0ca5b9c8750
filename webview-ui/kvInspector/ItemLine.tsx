import type { KvRow } from '../../src/engine/model/kvItem';
import { formatBytes, formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { formatTokens, standingIcon, standingName, tierName } from './names';

interface Props {
  readonly id: string;
  readonly row: KvRow;
  readonly top: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One item: its title, how it stands, and what it takes. */
export function ItemLine({ id, row, top, selected, onSelect }: Props): React.JSX.Element {
  const { title, standing, tokens, bytes, hits, pinned, differs } = row;
  const figures = [formatTokens(tokens), formatBytes(bytes)];
  if (hits > 0) figures.push(t('{0} uses', formatNumber(hits)));
  const other = standing === 'ready' && differs.length > 0;
  const marks = [
    standing === 'ready' ? '' : standingName(standing),
    other ? t('for another model') : '',
    pinned ? t('pinned') : '',
  ].filter((mark) => mark !== '');
  return (
    <div
      id={id}
      role="option"
      className="list-row item-row"
      aria-selected={selected}
      aria-label={[title, tierName(row.tier), ...marks, ...figures].join(', ')}
      data-standing={other ? 'other' : standing}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
    >
      <Icon name={other ? 'question' : standingIcon[standing]} className="item-standing" />
      <div className="item-text">
        <div className="item-head">
          <span className="item-title">{title || t('(no title)')}</span>
          {pinned && <Icon name="pinned" className="dim" />}
        </div>
        <div className="item-figures dim">
          {marks.length > 0 && <span className="item-mark">{marks.join(' · ')}</span>}
          <span className="num">{figures.join(' · ')}</span>
        </div>
      </div>
    </div>
  );
}
