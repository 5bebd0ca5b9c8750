import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { optionId, ProposalLine } from './ProposalLine';
import { EVERYTHING } from './state/filter';
import { useReview } from './state/ReviewContext';

/** Height of a line in CSS pixels, as in the style sheet. */
const LINE = 66;
const PAGE = 8;

/** The proposals in sight. Arrow keys, `j` and `k` choose one; Enter goes to its detail. */
export function ProposalList(): React.JSX.Element {
  const { lines, selected, select, state, setFilter } = useReview();
  const scroller = useRef<HTMLDivElement>(null);
  const at = selected ? lines.indexOf(selected) : -1;
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    useFlushSync: false,
    overscan: 8,
  });
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') document.getElementById('proposal')?.focus();
    else {
      const to = target(event.key, at, lines.length);
      const next = to === undefined ? undefined : lines[to];
      if (!next) return;
      select(next.id);
    }
    event.preventDefault();
  };
  return (
    <div
      id="proposals"
      ref={scroller}
      className="proposal-list"
      role="listbox"
      tabIndex={0}
      aria-label={t('Proposals')}
      aria-activedescendant={at >= 0 ? optionId(at) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <ProposalLine
              key={line.id}
              line={line}
              index={index}
              count={lines.length}
              selected={index === at}
              top={start}
              onSelect={() => select(line.id)}
            />
          );
        })}
      </div>
      {lines.length === 0 && (
        <div className="empty" role="presentation">
          <Icon name={state.lines.length === 0 ? 'inbox' : 'filter'} />
          {state.lines.length === 0 ? (
            <p>{t('Nothing to remember was found in this source.')}</p>
          ) : (
            <>
              <p>{t('No proposal passes the filter.')}</p>
              <button type="button" className="text-link" onClick={() => setFilter(EVERYTHING)}>
                {t('Show all')}
              </button>
            </>
          )}
        </div>
      )}
    </div>
  );
}

/** Where a key leads in a list; undefined for a key that leads nowhere. */
function target(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowDown' || key === 'j') return Math.min(last, at + 1);
  if (key === 'ArrowUp' || key === 'k') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'PageDown') return Math.min(last, at + PAGE);
  if (key === 'PageUp') return Math.max(0, at - PAGE);
  return undefined;
}
