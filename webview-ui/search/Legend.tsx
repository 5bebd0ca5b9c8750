import { SCORE_PARTS } from '../../src/engine/model/search';
import type { SearchHit } from '../../src/engine/model/search';
import { t } from '../shared/strings';
import { partName, partNote } from './names';

/** The colours of the parts that occur in these hits. */
export function Legend({ hits }: { hits: readonly SearchHit[] }): React.JSX.Element {
  const used = new Set(hits.flatMap(({ parts }) => parts.filter((p) => p.share !== 0).map((p) => p.name)));
  return (
    <ul className="part-legend" aria-label={t('Parts of the score')}>
      {SCORE_PARTS.filter((name) => used.has(name)).map((name) => (
        <li key={name} title={partNote(name)}>
          <i className="part-dot" data-part={name} />
          {partName(name)}
        </li>
      ))}
    </ul>
  );
}
