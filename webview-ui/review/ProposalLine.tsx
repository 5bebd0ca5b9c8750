import type { ReviewLine } from '../../src/engine/model/review';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { typeName } from '../shared/typeNames';
import { standIcon, standName, verdictIcon, verdictName } from './names';
import { takes } from './state/filter';

interface Props {
  readonly line: ReviewLine;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly top: number;
  readonly onSelect: () => void;
}

/** One proposal: what was decided, its title and text, and what was found about it. */
export function ProposalLine(props: Props): React.JSX.Element {
  const { line, index, count, selected, top, onSelect } = props;
  const title = line.title || t('Empty memory');
  const decided = standName(line);
  const notes = [
    line.edited ? t('edited') : '',
    line.stale === 'changed'
      ? t('the other has changed')
      : line.stale === 'gone'
        ? t('the other is gone')
        : '',
  ].filter((note) => note !== '');
  const label = [title, decided, verdictName(line.verdict), line.reason, typeName(line.type), ...notes];
  return (
    <div
      id={optionId(index)}
      role="option"
      className="list-row proposal"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-label={label.join(', ')}
      data-type={line.type}
      data-outcome={line.decision === null ? 'open' : takes(line.decision) ? 'accepted' : 'rejected'}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
    >
      <span className="proposal-decision" title={decided}>
        <Icon name={standIcon(line)} />
      </span>
      <div className="proposal-text">
        <div className="proposal-head">
          <i className="dot" />
          <span className="proposal-title">{title}</span>
          {notes.map((note) => (
            <span key={note} className="badge">
              {note}
            </span>
          ))}
        </div>
        <div className="proposal-snippet">{line.text}</div>
        <div className="proposal-reason">
          <span className="verdict-badge" data-verdict={line.verdict}>
            <Icon name={verdictIcon(line.verdict)} />
            {verdictName(line.verdict)}
          </span>
          {line.verdict !== 'new' && <span className="dim proposal-why">{line.reason}</span>}
        </div>
      </div>
    </div>
  );
}

/** Id of the element of a proposal, by its place from 0. */
export const optionId = (index: number): string => `proposal-${index}`;
