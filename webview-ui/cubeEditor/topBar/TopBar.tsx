import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';
import { FilterChips } from './FilterChips';
import { LayoutSwitch } from './LayoutSwitch';
import { SearchField } from './SearchField';

/** Search, filters, arrangement, and the button for a new memory. */
export function TopBar(): React.JSX.Element {
  const { summary, openDialog, nav } = useEditor();
  return (
    <header className="top-bar">
      <h1 className="visually-hidden">{summary.name}</h1>
      <SearchField />
      <FilterChips />
      <LayoutSwitch />
      <button
        type="button"
        className="new-button"
        disabled={summary.readOnly}
        title={t('New memory')}
        onClick={() => openDialog({ kind: 'create', parent: summary.hasEdges ? nav.active : null })}
      >
        <Icon name="add" />
        <span>{t('New memory')}</span>
      </button>
    </header>
  );
}
