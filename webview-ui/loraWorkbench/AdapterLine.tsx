import type { AdapterRow } from '../../src/engine/model/loraItem';
import { formatBytes, formatMeasure } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { formatShare, shownAs, shownIcon, shownName } from './names';

interface Props {
  readonly id: string;
  readonly row: AdapterRow;
  readonly top: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One adapter: its title, how it stands, and how well it answers. */
export function AdapterLine({ id, row, top, selected, onSelect }: Props): React.JSX.Element {
  const { item, scale } = row;
  const shown = shownAs(row);
  const title = item?.title ?? row.id;
  const mark = scale === null ? shownName(shown) : t('attached at {0}', formatMeasure(scale, 3));
  const figures = item
    ? [
        ...(item.result ? [t('{0} right', formatShare(item.result.accuracy.with))] : []),
        formatBytes(item.bytes),
      ]
    : [];
  return (
    <div
      id={id}
      role="option"
      className="list-row item-row"
      aria-selected={selected}
      aria-label={[title, shownName(shown), ...(scale === null ? [] : [mark]), ...figures].join(', ')}
      data-shown={shown}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
    >
      <Icon name={shownIcon[shown]} className="item-standing" />
      <div className="item-text">
        <div className="item-head">
          <span className="item-title">{title}</span>
        </div>
        <div className="item-figures dim">
          <span className="item-mark">{mark}</span>
          <span className="num">{figures.join(' · ')}</span>
        </div>
      </div>
    </div>
  );
}
