import { SCORE_PARTS } from '../../src/engine/model/search';
import type { ScorePart, SearchHit, WhyNot } from '../../src/engine/model/search';
import { t } from '../shared/strings';
import { partName, partNote } from './names';
import { ScoreBar } from './ScoreBar';

/** The parts of a memory's score beside those of the last hit. */
export function ComparedParts(props: { answer: WhyNot; last: SearchHit | undefined }): React.JSX.Element {
  const { answer, last } = props;
  const score = answer.score ?? 0;
  const full = Math.max(score, last?.score ?? 0);
  const shareOf = (parts: readonly ScorePart[] | undefined, name: string): number | undefined =>
    parts?.find((part) => part.name === name)?.share;
  const names = SCORE_PARTS.filter(
    (name) => (shareOf(answer.parts, name) ?? 0) !== 0 || (shareOf(last?.parts, name) ?? 0) !== 0,
  );
  const text = (value: number | undefined): string => (value === undefined ? '–' : String(value));
  return (
    <>
      <div className="compared" aria-hidden="true">
        <span className="dim">{t('This memory')}</span>
        <ScoreBar parts={answer.parts} full={full} silent />
        <span className="dim">{t('Last hit')}</span>
        <ScoreBar parts={last?.parts ?? []} full={full} silent />
      </div>
      <div className="wide-table" tabIndex={0} role="group" aria-label={t('Score beside the last hit')}>
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">{t('Part')}</th>
              <th scope="col">{t('This memory')}</th>
              <th scope="col">{t('Last hit')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row" title={partNote(name)}>
                  <i className="part-dot" data-part={name} />
                  {partName(name)}
                </th>
                <td>{text(shareOf(answer.parts, name))}</td>
                <td>{text(shareOf(last?.parts, name))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('Score')}</th>
              <td>{text(answer.score)}</td>
              <td>{text(last?.score)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}
