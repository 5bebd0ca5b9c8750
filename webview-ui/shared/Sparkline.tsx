/** Uses a day at which a bar has its full height. */
const FULL = 9;

interface Props {
  /** Uses a day, oldest first. */
  readonly days: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Bars against the busiest day of the picture, not against the common scale. */
  readonly relative?: boolean;
}

/** Bars of uses a day, on a square-root scale that is the same everywhere, so that rows compare. */
export function Sparkline({ days, width, height, label, relative = false }: Props): React.JSX.Element {
  const step = width / Math.max(days.length, 1);
  const bar = Math.max(1, step - (step > 3 ? 1 : 0.7));
  const full = relative ? Math.max(1, ...days) : FULL;
  let path = '';
  let base = '';
  days.forEach((uses, index) => {
    const x = round(index * step);
    if (uses > 0) {
      const tall = Math.max(2, round(Math.min(1, Math.sqrt(uses / full)) * height));
      path += `M${x} ${height - tall}h${round(bar)}v${tall}h${-round(bar)}z`;
    } else base += `M${x} ${height - 1}h${round(bar)}v1h${-round(bar)}z`;
  });
  return (
    <svg className="sparkline" width={width} height={height} role="img" aria-label={label}>
      <path className="sparkline-none" d={base} />
      <path className="sparkline-bars" d={path} />
    </svg>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
