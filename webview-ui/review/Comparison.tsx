import { useMemo } from 'react';
import type { ReviewDetail, ReviewedOther, ReviewLine } from '../../src/engine/model/review';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { decisionName } from './names';
import { Pieces } from '../shared/Pieces';
import { ProposedText } from './ProposedText';
import { useReview } from './state/ReviewContext';
import { wordDiff } from '../shared/wordDiff';

interface Props {
  readonly detail: ReviewDetail;
  readonly other: ReviewedOther;
  readonly line: ReviewLine;
}

/** The memory that is there beside the proposed one, with the words marked in which they differ. */
export function Comparison({ detail, other, line }: Props): React.JSX.Element {
  const { draft } = useReview();
  const mine = draft ?? detail.edited ?? detail.text;
  const theirs = other.now ?? other.text;
  const pieces = useMemo(() => wordDiff(theirs, mine), [theirs, mine]);
  const wouldMerge = line.decision === 'merge' || (line.decision === null && line.suggested === 'merge');
  const merged = mine === detail.text ? other.merged : mine;
  return (
    <>
      <div className="section comparison">
        <div className="other-text">
          <div className="section-head">
            <h2>{other.where === 'cube' ? t('In the MemCube') : t('Also proposed')}</h2>
            <OtherLink other={other} />
          </div>
          <p className="memory-text">{pieces ? <Pieces pieces={pieces.before} kind="del" /> : theirs}</p>
          <OtherState other={other} applied={line.applied} />
        </div>
        <ProposedText detail={detail} line={line} pieces={pieces?.after} />
      </div>
      {!line.applied && (
        <details className="section merged" open={wouldMerge}>
          <summary>{t('What merging makes')}</summary>
          <p className="memory-text">{merged}</p>
        </details>
      )}
    </>
  );
}

function OtherLink({ other }: { other: ReviewedOther }): React.JSX.Element | null {
  const { channel, attempt, select, setFilter } = useReview();
  const label = other.title || other.id;
  if (other.where === 'batch') {
    const show = (): void => {
      setFilter({ verdicts: [], outcomes: [], text: '', stale: false });
      select(other.id);
    };
    return (
      <button type="button" className="text-link" title={label} onClick={show}>
        {t('Go to it')}
      </button>
    );
  }
  if (other.now === null) return null;
  return (
    <button
      type="button"
      className="text-link"
      title={label}
      onClick={() => void attempt(channel.request('reveal', { id: other.id }))}
    >
      {t('Show in the MemCube')}
    </button>
  );
}

/** What has become of the other one meanwhile. */
function OtherState({
  other,
  applied,
}: {
  other: ReviewedOther;
  applied: boolean;
}): React.JSX.Element | null {
  if (other.where === 'batch') return <p className="dim">{decisionName(other.decision)}</p>;
  if (applied) return null;
  if (other.now === null) {
    return (
      <p className="attention" role="note">
        <Icon name="warning" />{' '}
        {t('It is not in the MemCube any more. This is how it was when the source was read.')}
      </p>
    );
  }
  if (other.now === other.text) return null;
  return (
    <details className="attention">
      <summary>
        <Icon name="warning" /> {t('It has changed since the source was read.')}
      </summary>
      <p className="memory-text dim">{other.text}</p>
    </details>
  );
}
