import { FilterChip } from '../shared/FilterChip';
import { formatDate } from '../shared/format';
import { t } from '../shared/strings';
import { statusName, typeName } from '../shared/typeNames';
import { toggled } from './state/query';
import { useSearchView } from './state/SearchContext';

const DAY = 86_400_000;

/** What narrows the search and what the question was understood as; each can be taken out. */
export function Understood(): React.JSX.Element | null {
  const { query, set, result } = useSearchView();
  const { types, statuses, tags, ignore } = query;
  const understood = query.text.trim() === '' ? undefined : result?.understood;
  const leaveOut = (text: string): void => set({ ignore: [...ignore, text] }, true);
  const chips = [
    ...types.map((type) => chip(t('type'), typeName(type), () => set({ types: toggled(types, type) }, true))),
    ...statuses.map((status) =>
      chip(t('status'), statusName(status), () => set({ statuses: toggled(statuses, status) }, true)),
    ),
    ...tags.map((tag) => chip(t('tag'), tag, () => set({ tags: toggled(tags, tag) }, true))),
    ...(understood?.times.map(({ text, start, end }) =>
      chip(text, period(start, end), () => leaveOut(text)),
    ) ?? []),
    ...(understood?.people.map((person) => chip(t('person'), person, () => leaveOut(person))) ?? []),
    ...(understood?.tags.map((tag) => chip(t('tag in the question'), tag, () => leaveOut(tag))) ?? []),
  ];
  if (chips.length === 0 && ignore.length === 0) return null;
  return (
    <div className="understood" role="group" aria-label={t('What the search goes by')}>
      {chips}
      {ignore.length > 0 && (
        <button type="button" className="text-link small" onClick={() => set({ ignore: [] }, true)}>
          {t('Use again: {0}', ignore.join(', '))}
        </button>
      )}
    </div>
  );
}

function chip(name: string, value: string, onRemove: () => void): React.JSX.Element {
  return <FilterChip key={`${name} ${value}`} name={name} value={value} onRemove={onRemove} />;
}

/** A period as its first and last day; `end` is exclusive. */
function period(start: string, end: string): string {
  const [from, to] = [Date.parse(start), Date.parse(end) - 1];
  if (Number.isNaN(from) || Number.isNaN(to)) return `${start} – ${end}`;
  return to - from < DAY ? formatDate(from) : `${formatDate(from)} – ${formatDate(to)}`;
}
