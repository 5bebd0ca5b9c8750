import type { LossPoint } from '../../../src/engine/model/distil';
import { formatMeasure, formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';

interface Props {
  readonly points: readonly LossPoint[];
  readonly width: number;
  readonly height: number;
}

/** The loss over the steps of a training, from 0 upwards. What it says is said in words too. */
export function LossCurve({ points, width, height }: Props): React.JSX.Element | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return null;
  const most = Math.max(...points.map(({ loss }) => loss), 1e-9);
  const across = (step: number): number =>
    ((step - first.step) / Math.max(1, last.step - first.step)) * width;
  const down = (loss: number): number => height - 1 - (loss / most) * (height - 2);
  const path = points
    .map(({ step, loss }, at) => `${at === 0 ? 'M' : 'L'}${across(step).toFixed(1)} ${down(loss).toFixed(1)}`)
    .join('');
  const label = t(
    'Loss from {0} to {1} in {2} steps',
    formatMeasure(first.loss, 3),
    formatMeasure(last.loss, 3),
    formatNumber(last.step),
  );
  return (
    <figure className="loss-curve">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
        <path className="loss-area" d={`${path}L${width} ${height}L0 ${height}Z`} />
        <path className="loss-line" d={path} />
      </svg>
      <figcaption className="dim">{label}</figcaption>
    </figure>
  );
}
