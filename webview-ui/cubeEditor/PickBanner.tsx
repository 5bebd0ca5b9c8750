import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useEditor } from './state/EditorContext';

/** Says that the next memory pointed at is an answer, and to what. */
export function PickBanner(): React.JSX.Element | null {
  const { nav, dispatch } = useEditor();
  if (!nav.pick) return null;
  return (
    <div className="banner notice" role="status">
      <Icon name="target" />
      <span>
        {nav.pick.purpose === 'parent'
          ? t('Choose the new parent: click a memory, or press Enter on it.')
          : t('Choose the other end: click a memory, or press Enter on it.')}
      </span>
      <button type="button" className="text-link" onClick={() => dispatch({ do: 'pick', pick: null })}>
        {t('Cancel')}
      </button>
    </div>
  );
}
