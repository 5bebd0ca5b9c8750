import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { SearchHit } from '../../src/engine/model/search';
import { t } from '../shared/strings';
import { HitLine, optionId } from './HitLine';
import { useSearchView } from './state/SearchContext';

/** Height of a hit in CSS pixels, as in the style sheet. */
const LINE = 52;
const PAGE = 8;

/** The hits, best first. Arrow keys choose one, Enter opens it in the cube's editor. */
export function HitList({ hits }: { hits: readonly SearchHit[] }): React.JSX.Element {
  const { selected, select, reveal } = useSearchView();
  const scroller = useRef<HTMLDivElement>(null);
  const at = hits.findIndex(({ key }) => key === selected);
  const full = hits.reduce((most, { score, parts }) => Math.max(most, score, positive(parts)), 0);
  const virtualizer = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    useFlushSync: false,
    overscan: 8,
  });
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const hit = hits[at];
    if (event.key === 'Enter' && hit) reveal(hit.key, true);
    else if (event.key === 'Escape') document.getElementById('question')?.focus();
    else {
      const to = target(event.key, at, hits.length);
      const next = to === undefined ? undefined : hits[to];
      if (!next) return;
      select(next.key);
    }
    event.preventDefault();
  };
  return (
    <div
      id="hits"
      ref={scroller}
      className="hits"
      role="listbox"
      tabIndex={0}
      aria-label={t('Results')}
      aria-activedescendant={at >= 0 ? optionId(at) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const hit = hits[index];
          if (!hit) return null;
          return (
            <HitLine
              key={hit.key}
              hit={hit}
              index={index}
              count={hits.length}
              full={full}
              selected={index === at}
              top={start}
              onSelect={() => {
                select(hit.key);
                reveal(hit.key, false);
              }}
              onOpen={() => reveal(hit.key, true)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** What of a score is drawn: the parts that raise it. */
function positive(parts: SearchHit['parts']): number {
  return parts.reduce((sum, { share }) => sum + Math.max(0, share), 0);
}

/** Where a key leads in a list; undefined for a key that leads nowhere. */
function target(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowDown') return Math.min(last, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'PageDown') return Math.min(last, at + PAGE);
  if (key === 'PageUp') return Math.max(0, at - PAGE);
  return undefined;
}
