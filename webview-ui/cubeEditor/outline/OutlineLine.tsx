import { memo } from 'react';
import type { OutlineRow } from '../../../src/protocol/cubeEditor';
import { formatAge, formatDateTime, formatNumber } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { Sparkline } from '../../shared/Sparkline';
import { t } from '../../shared/strings';
import { statusName, typeName } from '../../shared/typeNames';
import { RenameField } from './RenameField';

interface Props {
  readonly row: OutlineRow;
  readonly index: number;
  readonly top: number;
  readonly selected: boolean;
  readonly active: boolean;
  readonly dropTarget: boolean;
  readonly renaming: boolean;
  readonly draggable: boolean;
  readonly tree: boolean;
  readonly now: number;
  readonly hiddenColumns: readonly string[];
  readonly onRenamed: (title: string | null) => void;
}

/** One memory in the outline. Presses are handled by the grid around it. */
export const OutlineLine = memo(function OutlineLine(props: Props): React.JSX.Element {
  const { row } = props;
  const shows = (column: string): boolean => !props.hiddenColumns.includes(column);
  return (
    <div
      id={`line-${props.index}`}
      className="outline-line body"
      role="row"
      style={{ transform: `translateY(${props.top}px)` }}
      aria-rowindex={props.index + 2}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={props.selected}
      aria-expanded={row.childCount > 0 ? row.expanded : undefined}
      data-index={props.index}
      data-type={row.type}
      data-status={row.status}
      data-active={props.active}
      data-drop={props.dropTarget}
      data-dim={!row.matches}
      draggable={props.draggable && !props.renaming}
    >
      <div className="cell title" role="gridcell" style={{ paddingLeft: 6 + row.depth * 16 }}>
        {props.tree && (
          <span className="twistie" data-twistie={row.childCount > 0}>
            {row.childCount > 0 && <Icon name={row.expanded ? 'chevron-down' : 'chevron-right'} />}
          </span>
        )}
        <i
          className="dot"
          data-status={row.status}
          title={`${typeName(row.type)} · ${statusName(row.status)}`}
        />
        {props.renaming ? (
          <RenameField title={row.title} onDone={props.onRenamed} />
        ) : (
          <span className="title-text" title={row.title}>
            {row.title === '' ? <em className="dim">{t('Empty memory')}</em> : row.title}
          </span>
        )}
        {row.childCount > 0 && !row.expanded && (
          <span className="child-count">{formatNumber(row.childCount)}</span>
        )}
        <span className="visually-hidden">{`${typeName(row.type)}, ${statusName(row.status)}`}</span>
      </div>
      {shows('heat') && (
        <div className="cell heat" role="gridcell">
          {row.heat.length > 0 && (
            <Sparkline days={row.heat} width={74} height={13} label={heatLabel(row.heat)} />
          )}
        </div>
      )}
      {shows('uses') && (
        <div className="cell uses num" role="gridcell">
          {row.uses > 0 ? formatNumber(row.uses) : ''}
        </div>
      )}
      {shows('tokens') && (
        <div className="cell tokens num dim" role="gridcell">
          {formatNumber(row.tokens)}
        </div>
      )}
      {shows('changed') && (
        <div
          className="cell changed dim"
          role="gridcell"
          title={row.updatedAt === undefined ? undefined : formatDateTime(row.updatedAt)}
        >
          {formatAge(row.updatedAt, props.now)}
        </div>
      )}
    </div>
  );
});

function heatLabel(days: readonly number[]): string {
  return t('Uses in 30 days: {0}', formatNumber(days.reduce((sum, uses) => sum + uses, 0)));
}
