import { useState } from 'react';
import { formatNumber } from '../shared/format';
import { t } from '../shared/strings';
import { toggled } from './state/query';

interface Props {
  readonly values: readonly { readonly value: string; readonly count: number | undefined }[];
  readonly chosen: readonly string[];
  readonly nameOf: (value: string) => string;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** More values than this are shown on demand. */
const FIRST = 12;

/** Values of a facet with their counts; those pressed narrow the search. */
export function FacetChips({ values, chosen, nameOf, onChange }: Props): React.JSX.Element {
  const [all, setAll] = useState(false);
  const missing = chosen.filter((value) => !values.some((facet) => facet.value === value));
  const list = [...missing.map((value) => ({ value, count: 0 })), ...values];
  const shown = all ? list : list.slice(0, Math.max(FIRST, missing.length));
  return (
    <div className="facets">
      {shown.map(({ value, count }) => (
        <button
          key={value}
          type="button"
          className="chip facet"
          aria-pressed={chosen.includes(value)}
          onClick={() => onChange(toggled(chosen, value))}
        >
          <span>{nameOf(value)}</span>
          {count !== undefined && <span className="facet-count num">{formatNumber(count)}</span>}
        </button>
      ))}
      {list.length > shown.length && (
        <button type="button" className="text-link small" onClick={() => setAll(true)}>
          {t('{0} more', formatNumber(list.length - shown.length))}
        </button>
      )}
    </div>
  );
}
