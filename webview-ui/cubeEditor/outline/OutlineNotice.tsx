import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';
import { isEmptyFilter } from '../state/navigation';
import { EMPTY_FILTER } from '../../../src/protocol/cubeEditor';

interface Props {
  readonly loading: boolean;
  readonly error: string | null;
  readonly empty: boolean;
  readonly onRetry: () => void;
}

/** What stands in place of rows: still loading, failed, nothing there yet, or nothing that matches. */
export function OutlineNotice({ loading, error, empty, onRetry }: Props): React.JSX.Element | null {
  const { nav, dispatch, openDialog, summary } = useEditor();
  if (error !== null) {
    return (
      <div className="empty" role="alert">
        <Icon name="error" />
        <p>{error}</p>
        <button type="button" className="text-link" onClick={onRetry}>
          {t('Try again')}
        </button>
      </div>
    );
  }
  if (loading) {
    const widths = [70, 55, 62, 40, 66, 48, 58, 35];
    return (
      <div aria-label={t('Loading…')}>
        {widths.map((width, index) => (
          <div key={index} className="skeleton" style={{ width: `${width}%` }} />
        ))}
      </div>
    );
  }
  if (!empty) return null;
  if (isEmptyFilter(nav.filter)) {
    return (
      <div className="empty">
        <Icon name="inbox" />
        <p>{t('This cube has no memories yet. The first one can be written here, or come from a chat.')}</p>
        {!summary.readOnly && (
          <button
            type="button"
            className="text-link"
            onClick={() => openDialog({ kind: 'create', parent: null })}
          >
            {t('New memory')}
          </button>
        )}
      </div>
    );
  }
  return (
    <div className="empty">
      <Icon name="search" />
      <p>{t('No memory matches these filters.')}</p>
      <button
        type="button"
        className="text-link"
        onClick={() => dispatch({ do: 'filter', filter: { ...EMPTY_FILTER, usedWithinDays: undefined } })}
      >
        {t('Clear filters')}
      </button>
    </div>
  );
}
