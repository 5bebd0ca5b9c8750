import { useMemo } from 'react';
import { formatBytes, formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { ListBox } from '../shared/ListBox';
import { t } from '../shared/strings';
import { ItemLine } from './ItemLine';
import { tierIcon, tierName } from './names';
import { useKv } from './state/KvContext';
import { stepToItem, tierLines } from './state/tierLines';

/** Height of a line in CSS pixels, as in the style sheet. */
const LINE = 46;

/** The items by tier. */
export function ItemList(): React.JSX.Element {
  const { state, selected, select, setTab } = useKv();
  const lines = useMemo(() => tierLines(state.rows), [state.rows]);
  const at = lines.findIndex((line) => 'row' in line && line.row.id === selected?.id);
  const onKey = (key: string): boolean => {
    if (key !== 'Enter') return false;
    setTab('ask');
    return true;
  };
  return (
    <ListBox
      id="items"
      label={t('KV items')}
      count={lines.length}
      lineHeight={LINE}
      at={at}
      optionId={optionId}
      onKey={onKey}
      onChoose={(to) => {
        const row = stepToItem(lines, at, to);
        if (row) select(row.id);
      }}
      line={(index, top) => {
        const line = lines[index];
        if (!line) return null;
        if ('row' in line) {
          return (
            <ItemLine
              key={line.row.id}
              id={optionId(index)}
              row={line.row}
              top={top}
              selected={index === at}
              onSelect={() => select(line.row.id)}
            />
          );
        }
        const { tier, items, bytes } = line;
        return (
          <div
            key={`tier ${tier}`}
            role="presentation"
            className="item-group"
            data-tier={tier}
            style={{ transform: `translateY(${top}px)` }}
          >
            <Icon name={tierIcon[tier]} />
            <span>{tierName(tier)}</span>
            <span className="dim num">
              {formatNumber(items)} · {formatBytes(bytes)}
            </span>
          </div>
        );
      }}
    />
  );
}

const optionId = (index: number): string => `item-${index}`;
