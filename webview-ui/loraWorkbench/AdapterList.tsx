import { ListBox } from '../shared/ListBox';
import { t } from '../shared/strings';
import { AdapterLine } from './AdapterLine';
import { useLora } from './state/LoraContext';

/** Height of a line in CSS pixels, as in the style sheet. */
const LINE = 46;

/** The adapters, in the order in which they were made. */
export function AdapterList(): React.JSX.Element {
  const { state, selected, select } = useLora();
  const { rows } = state;
  const at = rows.findIndex(({ id }) => id === selected?.id);
  return (
    <ListBox
      id="adapters"
      label={t('Adapters')}
      count={rows.length}
      lineHeight={LINE}
      at={at}
      optionId={optionId}
      onChoose={(to) => {
        const row = rows[to];
        if (row) select(row.id);
      }}
      line={(index, top) => {
        const row = rows[index];
        return row ? (
          <AdapterLine
            key={row.id}
            id={optionId(index)}
            row={row}
            top={top}
            selected={index === at}
            onSelect={() => select(row.id)}
          />
        ) : null;
      }}
    />
  );
}

const optionId = (index: number): string => `adapter-${index}`;
