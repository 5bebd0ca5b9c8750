import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { KvTokens } from '../../../src/protocol/kvInspector';
import { t } from '../../shared/strings';
import { chunksOf } from './chunks';
import { TokenChunk, tokenId } from './TokenChunk';

interface Props {
  readonly tokens: KvTokens;
  readonly at: number;
  readonly onMove: (at: number) => void;
  /** Told of the token that the pointer is over. */
  readonly onOver: (at: number | null) => void;
}

/** Usual height of a run of tokens in CSS pixels, until it is drawn and measured. */
const HEIGHT = 26;

/** The tokens as they follow each other; arrow keys go from one to the next. */
export function TokenFlow({ tokens, at, onMove, onOver }: Props): React.JSX.Element {
  const { pieces, owners } = tokens;
  const scroller = useRef<HTMLDivElement>(null);
  const chunks = useMemo(() => chunksOf(pieces, owners), [pieces, owners]);
  const virtualizer = useVirtualizer({
    count: chunks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    useFlushSync: false,
    overscan: 12,
  });
  const line = chunks.findIndex(({ from, to }) => at >= from && at < to);
  useEffect(() => {
    if (line >= 0) virtualizer.scrollToIndex(line, { align: 'auto' });
  }, [line, virtualizer]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = stepTo(event.key, at, line, chunks, pieces.length);
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  };
  return (
    <div
      className="list-box kv-flow"
      ref={scroller}
      role="listbox"
      aria-orientation="horizontal"
      tabIndex={0}
      aria-label={t('Tokens')}
      aria-activedescendant={at >= 0 ? tokenId(at) : undefined}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onOver(null)}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const chunk = chunks[index];
          return (
            chunk && (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                role="presentation"
                className="kv-run"
                style={{ transform: `translateY(${start}px)` }}
              >
                <TokenChunk tokens={tokens} chunk={chunk} at={at} onChoose={onMove} onOver={onOver} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function stepTo(
  key: string,
  at: number,
  line: number,
  chunks: readonly { readonly from: number }[],
  count: number,
): number | undefined {
  const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 };
  const down = chunks[line + 1]?.from ?? count - 1;
  const up = chunks[Math.max(0, line - 1)]?.from ?? 0;
  const to = Object.hasOwn(steps, key)
    ? steps[key]
    : key === 'ArrowDown'
      ? down
      : key === 'ArrowUp'
        ? up
        : undefined;
  return to === undefined ? undefined : Math.min(count - 1, Math.max(0, to));
}
