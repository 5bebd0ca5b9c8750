import type { SearchHit } from '../../src/engine/model/search';
import { ListBox } from '../shared/ListBox';
import { t } from '../shared/strings';
import { HitLine, optionId } from './HitLine';
import { useSearchView } from './state/SearchContext';

/** Height of a hit in CSS pixels, as in the style sheet. */
const LINE = 52;

/** The hits, best first. Enter opens the chosen one in the cube's editor. */
export function HitList({ hits }: { hits: readonly SearchHit[] }): React.JSX.Element {
  const { selected, select, reveal } = useSearchView();
  const at = hits.findIndex(({ key }) => key === selected);
  const full = hits.reduce((most, { score, parts }) => Math.max(most, score, positive(parts)), 0);
  const onKey = (key: string): boolean => {
    const hit = hits[at];
    if (key === 'Enter' && hit) reveal(hit.key, true);
    else if (key === 'Escape') document.getElementById('question')?.focus();
    else return false;
    return true;
  };
  return (
    <ListBox
      id="hits"
      label={t('Results')}
      count={hits.length}
      lineHeight={LINE}
      at={at}
      optionId={optionId}
      onKey={onKey}
      onChoose={(index) => {
        const hit = hits[index];
        if (hit) select(hit.key);
      }}
      line={(index, top) => {
        const hit = hits[index];
        return (
          hit && (
            <HitLine
              key={hit.key}
              hit={hit}
              index={index}
              count={hits.length}
              full={full}
              selected={index === at}
              top={top}
              onSelect={() => {
                select(hit.key);
                reveal(hit.key, false);
              }}
              onOpen={() => reveal(hit.key, true)}
            />
          )
        );
      }}
    />
  );
}

/** What of a score is drawn: the parts that raise it. */
function positive(parts: SearchHit['parts']): number {
  return parts.reduce((sum, { share }) => sum + Math.max(0, share), 0);
}
