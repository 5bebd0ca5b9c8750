import type { SearchHit } from '../../src/engine/model/search';
import { formatMeasure } from '../shared/format';
import { t } from '../shared/strings';
import { statusName, typeName } from '../shared/typeNames';
import { MarkedText } from './MarkedText';
import { ScoreBar, partsText } from './ScoreBar';

interface Props {
  readonly hit: SearchHit;
  readonly index: number;
  readonly count: number;
  readonly full: number;
  readonly selected: boolean;
  readonly top: number;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

/** One hit: its title, what of its text fits, and its score as a bar of parts. */
export function HitLine(props: Props): React.JSX.Element {
  const { hit, index, count, full, selected, top, onSelect, onOpen } = props;
  const { row, snippet, score, parts } = hit;
  const title = row.title || t('Empty memory');
  const status = row.status === 'activated' || row.status === '' ? null : statusName(row.status);
  const label = [
    title,
    typeName(row.type),
    status,
    t('score {0}', formatMeasure(score)),
    partsText(parts),
  ].filter(Boolean);
  return (
    <div
      id={optionId(index)}
      role="option"
      className="list-row hit"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-label={label.join(', ')}
      data-type={row.type}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
      onDoubleClick={onOpen}
    >
      <span className="hit-place num dim">{index + 1}</span>
      <div className="hit-text">
        <div className="hit-head">
          <i className="dot" data-status={row.status} />
          <span className="hit-title">{title}</span>
          <span className="badge">{typeName(row.type)}</span>
          {status !== null && <span className="badge">{status}</span>}
        </div>
        <div className="hit-snippet dim">
          <MarkedText text={snippet.text} marks={snippet.marks} />
        </div>
      </div>
      <div className="hit-score">
        <ScoreBar parts={parts} full={full} silent />
        <span className="num">{formatMeasure(score)}</span>
      </div>
    </div>
  );
}

/** Id of the element of a hit, by its place from 0. */
export const optionId = (index: number): string => `hit-${index}`;
