import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '../../shared/Announcer';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import { useNow } from '../../shared/useNow';
import { useDelayed } from '../../shared/useDelayed';
import { useEditor } from '../state/EditorContext';
import { selectedText } from '../state/selectedText';
import { useOutline } from '../state/useOutline';
import { usePick } from '../state/usePick';
import { memoryMenu } from './memoryMenu';
import { OutlineHeader } from './OutlineHeader';
import { OutlineLine } from './OutlineLine';
import { OutlineNotice } from './OutlineNotice';
import { pointAt, range } from './selection';
import { useOutlineKeys } from './useOutlineKeys';
import { useFirstOpening } from './useFirstOpening';
import { useReveal } from './useReveal';
import { useRowDrag } from './useRowDrag';

/** Height of a row in CSS pixels; the style sheet has the same number. */
const ROW = 24;
/** Height of the column names, which stay at the top of the scrolled part. */
const HEAD = 25;
/** Where the host cuts titles. */
const LONGEST_TITLE = 120;

/** The memories as a tree with columns: virtual, paged, and complete by keyboard. */
export function Outline(): React.JSX.Element {
  const editor = useEditor();
  const { nav, dispatch, channel, version, actions, summary } = editor;
  const { filter, sort, expanded, shape, selection, active } = nav;
  const query = useMemo(() => ({ filter, sort, expanded, shape }), [filter, sort, expanded, shape]);
  const { outline, loading, error, retry, ensure } = useOutline(channel, query, version);
  const show = useMenu();
  const announce = useAnnounce();
  const finishPick = usePick(editor);
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef(-1);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [pending, setPending] = useState<number | null>(null);
  const now = useNow();
  const slow = useDelayed(loading);

  const virtualizer = useVirtualizer({
    count: outline?.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    useFlushSync: false,
    overscan: 12,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    initialOffset: nav.scrollTop,
  });
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => ensure(from, to), [ensure, outline?.generation, from, to]);
  const scrollTo = useCallback((index: number) => virtualizer.scrollToIndex(index), [virtualizer]);
  useReveal(outline, ensure, scrollTo);
  useFirstOpening(outline);

  const cursor = active === null ? -1 : (outline?.indices.get(active) ?? -1);
  const matches = outline?.matches;
  useEffect(() => {
    if (matches !== undefined) announce(t('Memories found: {0}', matches));
  }, [matches, announce]);

  const moveTo = useCallback(
    (wanted: number, how: { shift: boolean; keep: boolean }) => {
      if (!outline || outline.total === 0) return;
      const index = Math.max(0, Math.min(wanted, outline.total - 1));
      const row = outline.rows.get(index);
      if (!row) {
        // The page is on its way; the cursor goes there when it has come.
        setPending(index);
        ensure(index, index);
        return scrollTo(index);
      }
      if (how.keep && !how.shift) dispatch({ do: 'select', keys: selection, active: row.key });
      else {
        if (!how.shift) anchor.current = index;
        if (anchor.current < 0) anchor.current = Math.max(cursor, 0);
        const next = pointAt({ keys: selection, active }, outline, index, anchor.current, {
          ...how,
          toggle: false,
        });
        dispatch({ do: 'select', ...next });
      }
      scrollTo(index);
    },
    [outline, selection, active, cursor, dispatch, ensure, scrollTo],
  );
  useEffect(() => {
    if (pending === null || !outline?.rows.has(pending)) return;
    setPending(null);
    moveTo(pending, { shift: false, keep: false });
  }, [pending, outline, moveTo]);

  const rowAt = (target: EventTarget): number =>
    Number((target as Element).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
  const drag = useRowDrag(outline, rowAt);

  const startRenaming = (key: string | null): void => {
    const row = key === null ? undefined : outline?.rows.get(outline.indices.get(key) ?? -1);
    // A shortened title would lose its end; the inspector has all of it.
    if (row && row.title.length >= LONGEST_TITLE)
      document.querySelector<HTMLElement>('.memory-title')?.focus();
    else setRenaming(key);
  };
  const openMenu = (keys: readonly string[], place: { x: number; y: number }): void => {
    const targets = keys.flatMap((key) => {
      const row = outline?.rows.get(outline.indices.get(key) ?? -1);
      return row ? [{ key, id: row.id, title: row.title }] : [];
    });
    if (targets.length === 0) return;
    const only = targets.length === 1 ? targets[0] : undefined;
    const items = memoryMenu(editor, targets, only ? () => startRenaming(only.key) : null);
    show({ label: t('Actions'), items, ...place });
  };
  const placeOf = (index: number): { x: number; y: number } => {
    const box = document.getElementById(`line-${index}`)?.getBoundingClientRect();
    return { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 };
  };
  const onKeyDown = useOutlineKeys({
    outline,
    cursor,
    pageRows: Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 1),
    moveTo,
    toggle: () => {
      if (outline)
        dispatch({ do: 'select', ...pointAt(nav2(), outline, cursor, -1, { shift: false, toggle: true }) });
    },
    selectAll: () => {
      if (!outline) return;
      const keys = range(outline, 0, outline.total - 1);
      const of = keys.length < outline.total ? outline.total : 0;
      dispatch({ do: 'select', keys, active: active ?? keys[0] ?? null, of });
      announce(selectedText(keys.length, of));
    },
    activate: () => {
      const row = outline?.rows.get(cursor);
      if (row && !finishPick(row.key, row.id, placeOf(cursor))) document.getElementById('inspector')?.focus();
    },
    rename: () => startRenaming(active),
    menu: () => openMenu(selection.length > 0 ? selection : active === null ? [] : [active], placeOf(cursor)),
  });
  const nav2 = (): { keys: readonly string[]; active: string | null } => ({ keys: selection, active });

  const onClick = (event: React.MouseEvent): void => {
    const index = rowAt(event.target);
    const row = outline?.rows.get(index);
    if (!outline || !row || (event.target as Element).closest('input')) return;
    if ((event.target as Element).closest('[data-twistie="true"]')) {
      return dispatch({ do: row.expanded ? 'collapse' : 'expand', keys: [row.key] });
    }
    if (finishPick(row.key, row.id, { x: event.clientX, y: event.clientY })) return;
    const how = { shift: event.shiftKey, toggle: event.ctrlKey || event.metaKey };
    const next = pointAt({ keys: selection, active }, outline, index, anchor.current, how);
    if (!how.shift) anchor.current = index;
    dispatch({ do: 'select', ...next });
  };
  const onDoubleClick = (event: React.MouseEvent): void => {
    const row = outline?.rows.get(rowAt(event.target));
    if (!row || (event.target as Element).closest('input, [data-twistie]')) return;
    if (row.childCount > 0) dispatch({ do: row.expanded ? 'collapse' : 'expand', keys: [row.key] });
    else document.getElementById('inspector')?.focus();
  };
  const onContextMenu = (event: React.MouseEvent): void => {
    const row = outline?.rows.get(rowAt(event.target));
    if (!row || (event.target as Element).closest('input')) return;
    event.preventDefault();
    const inside = selection.includes(row.key);
    if (!inside) dispatch({ do: 'select', keys: [row.key], active: row.key });
    openMenu(inside ? selection : [row.key], { x: event.clientX, y: event.clientY });
  };
  const onRenamed = useCallback(
    (title: string | null) => {
      if (title !== null && renaming !== null)
        void actions.setField([renaming], ['metadata', 'key'], JSON.stringify(title));
      setRenaming(null);
      document.getElementById('outline')?.focus();
    },
    [actions, renaming],
  );
  const scrolled = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(scrolled.current), []);
  const onScroll = (): void => {
    clearTimeout(scrolled.current);
    scrolled.current = setTimeout(() => {
      dispatch({ do: 'set', values: { scrollTop: scroller.current?.scrollTop ?? 0 } });
    }, 300);
  };

  const empty = outline !== null && outline.total === 0;
  return (
    <div
      id="outline"
      className="outline"
      role="treegrid"
      tabIndex={0}
      aria-label={t('Memories')}
      aria-multiselectable="true"
      aria-readonly={summary.readOnly}
      aria-rowcount={(outline?.total ?? 0) + 1}
      aria-busy={loading}
      aria-activedescendant={cursor >= 0 ? `line-${cursor}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active === null) moveTo(0, { shift: false, keep: false });
      }}
    >
      <div
        ref={scroller}
        className="outline-scroll"
        role="presentation"
        data-drop={drag.over === 'top'}
        onScroll={onScroll}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onContextMenu={onContextMenu}
        {...drag.handlers}
      >
        <OutlineHeader />
        <OutlineNotice
          loading={slow && !outline}
          error={outline ? null : error}
          empty={empty}
          onRetry={retry}
        />
        <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = outline?.rows.get(item.index);
            if (!row) {
              return (
                <div
                  key={`wait-${item.index}`}
                  className="outline-line body waiting"
                  role="row"
                  aria-rowindex={item.index + 2}
                  style={{ transform: `translateY(${item.start - HEAD}px)` }}
                >
                  <div className="skeleton" role="gridcell" aria-label={t('Loading…')} />
                </div>
              );
            }
            return (
              <OutlineLine
                key={row.key}
                row={row}
                index={item.index}
                top={item.start - HEAD}
                selected={selection.includes(row.key)}
                active={row.key === active}
                dropTarget={drag.over === item.index}
                renaming={renaming === row.key}
                draggable={!summary.readOnly && summary.hasEdges}
                tree={shape === 'tree' && summary.hasEdges}
                now={now}
                hiddenColumns={nav.hiddenColumns}
                onRenamed={onRenamed}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
