import { SCORE_PARTS } from '../../src/engine/model/search';
import type { ScorePart } from '../../src/engine/model/search';
import { t } from '../shared/strings';
import { partName, partNote } from './names';

/** Every part of a score with all its digits. */
export function PartsTable(props: {
  parts: readonly ScorePart[];
  score: number | undefined;
}): React.JSX.Element {
  const { parts, score } = props;
  const order = (part: ScorePart): number => SCORE_PARTS.indexOf(part.name);
  const heads = [t('Part'), t('Share'), t('Weight'), t('Scaled'), t('Measured')];
  return (
    <div className="wide-table" tabIndex={0} role="group" aria-label={t('Parts of the score')}>
      <table className="numbers">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...parts]
            .sort((a, b) => order(a) - order(b))
            .map(({ name, raw, normal, weight, share }) => (
              <tr key={name}>
                <th scope="row" title={partNote(name)}>
                  <i className="part-dot" data-part={name} />
                  {partName(name)}
                </th>
                <td>{String(share)}</td>
                <td>{String(weight)}</td>
                <td>{String(normal)}</td>
                <td>{String(raw)}</td>
              </tr>
            ))}
        </tbody>
        {score !== undefined && (
          <tfoot>
            <tr>
              <th scope="row">{t('Score')}</th>
              <td>{String(score)}</td>
              <td colSpan={3} />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
