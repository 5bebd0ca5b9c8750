import { FacetChips } from './FacetChips';
import { Limits } from './Limits';
import { useSearchView } from './state/SearchContext';
import { statusName, typeName } from '../shared/typeNames';
import { Section } from '../shared/Section';
import { t } from '../shared/strings';
import { Weights } from './Weights';

/** What narrows and orders the results: facets, weights, limits. */
export function Tuning(): React.JSX.Element {
  const { query, set, result, hello } = useSearchView();
  const { facets } = result ?? {};
  const none = (values: readonly string[]) => values.map((value) => ({ value, count: undefined }));
  return (
    <aside className="tuning" aria-label={t('Filters and weights')}>
      <Section title={t('Type')}>
        <FacetChips
          values={facets?.types ?? none(hello.memoryTypes)}
          chosen={query.types}
          nameOf={typeName}
          onChange={(types) => set({ types }, true)}
        />
      </Section>
      <Section title={t('Status')}>
        <FacetChips
          values={none(hello.statuses).map(({ value }) => ({
            value,
            count: facets?.statuses.find((facet) => facet.value === value)?.count,
          }))}
          chosen={query.statuses}
          nameOf={statusName}
          onChange={(statuses) => set({ statuses }, true)}
        />
      </Section>
      {((facets?.tags.length ?? 0) > 0 || query.tags.length > 0) && (
        <Section title={t('Tags')}>
          <FacetChips
            values={facets?.tags ?? []}
            chosen={query.tags}
            nameOf={(tag) => tag}
            onChange={(tags) => set({ tags }, true)}
          />
        </Section>
      )}
      <Weights />
      <Limits />
    </aside>
  );
}
