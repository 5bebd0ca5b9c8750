import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TopicsState } from '../../src/protocol/topicsView';
import { stepInList } from '../shared/stepInList';
import { t } from '../shared/strings';
import { rowId, TopicTreeRow } from './TopicTreeRow';
import { topicRows, type TopicRow } from './state/topicRows';

/** Height of a line in CSS pixels, as in the style sheet. */
const LINE = 26;
/** A larger plan begins with its topics closed. */
const OPEN_AT_FIRST = 200;

interface Props {
  readonly state: TopicsState;
  readonly left: ReadonlySet<string>;
  readonly onLeave: (topic: string, out: boolean) => void;
  readonly onReveal: (id: string) => void;
}

/** The topics with what would come under them. Arrows move, open and close; Space leaves a topic out. */
export function TopicTree({ state, left, onLeave, onReveal }: Props): React.JSX.Element {
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(state.moves.length > OPEN_AT_FIRST ? state.topics.map(({ id }) => id) : []),
  );
  const [selected, setSelected] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => topicRows(state, closed, left), [state, closed, left]);
  const at = Math.min(selected, rows.length - 1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    useFlushSync: false,
    overscan: 12,
  });
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);
  const toggle = (row: TopicRow, open: boolean): void =>
    setClosed((before) => {
      const next = new Set(before);
      if (open) next.delete(row.id);
      else next.add(row.id);
      return next;
    });
  const leave = (row: TopicRow): void => {
    if (row.topic && !state.applied) onLeave(row.id, !left.has(row.id));
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = stepInList(event.key, at, rows.length);
    if (to !== undefined) setSelected(to);
    else if (event.key === ' ') leave(row);
    else if (event.key === 'Enter') {
      if (row.topic) toggle(row, closed.has(row.id));
      else onReveal(row.id);
    } else if (event.key === 'ArrowRight' && row.topic) toggle(row, true);
    else if (event.key === 'ArrowLeft') {
      if (row.topic && !closed.has(row.id)) toggle(row, false);
      else
        setSelected(
          Math.max(
            0,
            rows.slice(0, at).findLastIndex(({ level }) => level < row.level),
          ),
        );
    } else return;
    event.preventDefault();
  };
  return (
    <div
      id="topics"
      ref={scroller}
      className="list-box topic-tree"
      role="tree"
      tabIndex={0}
      aria-label={t('Topics and what comes under them')}
      aria-activedescendant={at >= 0 ? rowId(at) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <TopicTreeRow
              key={`${row.level} ${row.id}`}
              row={row}
              index={index}
              top={start}
              selected={index === at}
              open={!closed.has(row.id)}
              onSelect={() => setSelected(index)}
              onToggle={() => toggle(row, closed.has(row.id))}
              onLeave={state.applied ? undefined : () => leave(row)}
              onReveal={() => onReveal(row.id)}
            />
          );
        })}
      </div>
    </div>
  );
}
