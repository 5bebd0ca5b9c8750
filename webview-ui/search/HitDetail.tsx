import type { SearchHit } from '../../src/engine/model/search';
import { Section } from '../shared/Section';
import { t } from '../shared/strings';
import { statusName, typeName } from '../shared/typeNames';
import { Costs } from './Costs';
import { GateList } from './GateList';
import { MarkedText } from './MarkedText';
import { listName } from './names';
import { PartsTable } from './PartsTable';
import { useSearchView } from './state/SearchContext';

/** Everything that made a memory a hit. */
export function HitDetail({ hit }: { hit: SearchHit }): React.JSX.Element {
  const { reveal, result } = useSearchView();
  const { row, snippet } = hit;
  const facts = [typeName(row.type), statusName(row.status), ...row.tags];
  return (
    <>
      <section className="section" aria-label={t('Memory')}>
        <h2 className="detail-title">
          <button type="button" className="text-link" onClick={() => reveal(hit.key, true)}>
            {row.title || t('Empty memory')}
          </button>
        </h2>
        <p className="detail-text">
          <MarkedText text={snippet.text} marks={snippet.marks} />
        </p>
        <p className="dim small">{facts.join(' · ')}</p>
      </section>
      <Section title={t('Score')}>
        <PartsTable parts={hit.parts} score={hit.score} />
      </Section>
      <Section title={t('Found by')}>
        <ul className="found">
          {hit.found.map(({ by, place }) => (
            <li key={by}>
              <span>{listName(by)}</span>
              <span className="dim">{t('place {0}', place)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('Gates')}>
        <GateList gates={hit.gates} />
      </Section>
      {result && <Costs costs={result.costs} />}
    </>
  );
}
