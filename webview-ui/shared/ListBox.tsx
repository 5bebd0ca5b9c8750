import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { stepInList } from './stepInList';

export interface ListBoxProps {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** Height of a line in CSS pixels, as in the style sheet. */
  readonly lineHeight: number;
  /** Index of the chosen line; -1 for none. */
  readonly at: number;
  /** Id of the element of a line. */
  readonly optionId: (index: number) => string;
  readonly onChoose: (index: number) => void;
  /** Takes other keys; returns whether it did. */
  readonly onKey?: ((key: string) => boolean) | undefined;
  /** A line, placed `top` pixels from the beginning of the list. */
  readonly line: (index: number, top: number) => React.ReactNode;
  /** What stands there when the list is empty. */
  readonly children?: React.ReactNode;
}

/**
 * A list of lines of one height, of which only those in sight are drawn, after the listbox pattern of WAI-ARIA.
 * Arrow keys, `j` and `k` choose one.
 */
export function ListBox(props: ListBoxProps): React.JSX.Element {
  const { id, label, count, lineHeight, at, optionId, onChoose, onKey, line, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    useFlushSync: false,
    overscan: 8,
  });
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (onKey?.(event.key) !== true) {
      const to = stepInList(event.key, at, count);
      if (to === undefined || to < 0) return;
      onChoose(to);
    }
    event.preventDefault();
  };
  return (
    <div
      {...{ id, onKeyDown }}
      className="list-box"
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at >= 0 ? optionId(at) : undefined}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => line(index, start))}
      </div>
      {children}
    </div>
  );
}
