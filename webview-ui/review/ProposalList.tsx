import { Icon } from '../shared/Icon';
import { ListBox } from '../shared/ListBox';
import { t } from '../shared/strings';
import { optionId, ProposalLine } from './ProposalLine';
import { EVERYTHING } from './state/filter';
import { useReview } from './state/ReviewContext';

/** Height of a line in CSS pixels, as in the style sheet. */
const LINE = 66;

/** The proposals in sight. Enter goes to the detail of the chosen one. */
export function ProposalList(): React.JSX.Element {
  const { lines, selected, select, state, setFilter } = useReview();
  const at = selected ? lines.indexOf(selected) : -1;
  const selectAt = (index: number): void => {
    const line = lines[index];
    if (line) select(line.id);
  };
  return (
    <ListBox
      id="proposals"
      label={t('Proposals')}
      count={lines.length}
      lineHeight={LINE}
      at={at}
      optionId={optionId}
      onChoose={selectAt}
      onKey={(key) => {
        if (key !== 'Enter') return false;
        document.getElementById('proposal')?.focus();
        return true;
      }}
      line={(index, top) => {
        const line = lines[index];
        return (
          line && (
            <ProposalLine
              key={line.id}
              line={line}
              index={index}
              count={lines.length}
              selected={index === at}
              top={top}
              onSelect={() => select(line.id)}
            />
          )
        );
      }}
    >
      {lines.length === 0 && (
        <div className="empty" role="presentation">
          <Icon name={state.lines.length === 0 ? 'inbox' : 'filter'} />
          {state.lines.length === 0 ? (
            <p>{t('Nothing to remember was found in this source.')}</p>
          ) : (
            <>
              <p>{t('No proposal passes the filter.')}</p>
              <button type="button" className="text-link" onClick={() => setFilter(EVERYTHING)}>
                {t('Show all')}
              </button>
            </>
          )}
        </div>
      )}
    </ListBox>
  );
}
