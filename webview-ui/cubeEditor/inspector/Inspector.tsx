import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { BulkEditor } from '../bulk/BulkEditor';
import { useEditor } from '../state/EditorContext';
import { MemoryPanel } from './MemoryPanel';

/** What is selected: one memory in full, or what can be done to several at once. */
export function Inspector(): React.JSX.Element {
  const { nav } = useEditor();
  const [first] = nav.selection;
  if (nav.selection.length > 1) return <BulkEditor keys={nav.selection} />;
  if (first !== undefined) return <MemoryPanel key={first} memory={first} />;
  return (
    <div className="empty">
      <Icon name="list-selection" />
      <p>
        {t('Select a memory to see and edit everything about it. Select several to change them together.')}
      </p>
    </div>
  );
}
