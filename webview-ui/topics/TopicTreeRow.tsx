import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import type { TopicRow } from './state/topicRows';

interface Props {
  readonly row: TopicRow;
  readonly index: number;
  readonly top: number;
  readonly selected: boolean;
  readonly open: boolean;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
  /** Leaves a topic out or takes it in again; undefined where that cannot be any more. */
  readonly onLeave: (() => void) | undefined;
  readonly onReveal: () => void;
}

/** A topic, or a memory with the reason why it comes there. */
export function TopicTreeRow(props: Props): React.JSX.Element {
  const { row, index, top, selected, open, onSelect, onToggle, onLeave, onReveal } = props;
  const { topic, title, level, reason, children, left } = row;
  const state = topic ? (topic.fresh ? t('new') : t('already there')) : '';
  const label = [title || t('Empty memory'), state, reason, left ? t('left out') : ''].filter(Boolean);
  return (
    <div
      id={rowId(index)}
      role="treeitem"
      className="list-row topic-row"
      aria-level={level}
      aria-selected={selected}
      aria-expanded={topic ? open : undefined}
      aria-checked={topic ? !left : undefined}
      aria-label={label.join(', ')}
      data-left={left}
      data-topic={topic !== undefined}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 8 + (level - 1) * 18 }}
      onClick={onSelect}
      onDoubleClick={topic ? onToggle : onReveal}
    >
      <span className="topic-twist" onClick={topic ? onToggle : undefined}>
        {topic && <Icon name={open ? 'chevron-down' : 'chevron-right'} />}
      </span>
      {topic ? (
        <span
          className="topic-check"
          title={left ? t('Take it in again (Space)') : t('Leave it out (Space)')}
          data-checked={!left}
          onClick={onLeave}
        >
          {!left && <Icon name="check" />}
        </span>
      ) : (
        <Icon name="note" />
      )}
      <span className="topic-title">{title || t('Empty memory')}</span>
      {topic && <span className="badge">{state}</span>}
      {topic && <span className="dim num">{formatNumber(children)}</span>}
      {reason !== '' && <span className="topic-reason dim">{reason}</span>}
    </div>
  );
}

/** Id of the element of a row, by its place from 0. */
export const rowId = (index: number): string => `topic-${index}`;
