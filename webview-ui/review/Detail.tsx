import type { ReviewLine } from '../../src/engine/model/review';
import { Banner } from '../shared/Banner';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { typeName } from '../shared/typeNames';
import { Actions } from './Actions';
import { Comparison } from './Comparison';
import { standIcon, standName, suggestionName, verdictIcon, verdictName } from './names';
import { Origins } from './Origins';
import { ProposedText } from './ProposedText';
import { useReview } from './state/ReviewContext';

/** A proposal in full: what it says, what it collides with, where it comes from, and what can be done. */
export function Detail({ line }: { line: ReviewLine }): React.JSX.Element {
  const { detail, detailError } = useReview();
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    document.getElementById('proposals')?.focus();
  };
  return (
    <div id="proposal" className="detail-scroll" tabIndex={-1} onKeyDown={onKeyDown} data-type={line.type}>
      <div className="section">
        <h2 className="detail-title">
          <i className="dot" /> {line.title || t('Empty memory')}
        </h2>
        <p className="detail-facts">
          <span className="badge">{typeName(line.type)}</span>
          {line.tags.map((tag) => (
            <span key={tag} className="badge">
              #{tag}
            </span>
          ))}
        </p>
        <p className="detail-verdict">
          <span className="verdict-badge" data-verdict={line.verdict}>
            <Icon name={verdictIcon(line.verdict)} />
            {verdictName(line.verdict)}
          </span>{' '}
          {line.reason} <span className="dim">{suggestionName(line.suggested)}</span>
        </p>
        <p className="detail-decision" data-decision={line.decision}>
          <Icon name={standIcon(line)} />
          {standName(line)}
        </p>
        <Actions line={line} />
      </div>
      {detailError !== null && <Banner text={detailError} />}
      {detail && (
        <>
          {detail.other ? (
            <Comparison detail={detail} other={detail.other} line={line} />
          ) : (
            <div className="section">
              <ProposedText detail={detail} line={line} />
            </div>
          )}
          <Origins detail={detail} />
        </>
      )}
    </div>
  );
}
