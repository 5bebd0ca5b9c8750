interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  /** 1 when a move to the right makes the pane wider, -1 when narrower. */
  readonly direction: 1 | -1;
  readonly onChange: (value: number) => void;
}

const STEP = 16;
const MAX = 900;

/** A line between panes, moved by pointer or arrow keys. */
export function Splitter({ label, value, min, direction, onChange }: Props): React.JSX.Element {
  const set = (next: number): void => onChange(Math.round(Math.max(min, Math.min(MAX, next))));
  const onPointerDown = (event: React.PointerEvent<HTMLDivElement>): void => {
    const start = event.clientX;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: PointerEvent): void => set(value + (move.clientX - start) * direction);
    const onUp = (): void => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('pointerup', onUp);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('pointerup', onUp);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    set(value + (event.key === 'ArrowRight' ? STEP : -STEP) * direction);
  };
  return (
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={MAX}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
