import type { FieldView, MemoryDetail } from '../../../src/protocol/cubeEditor';
import { fieldName } from '../../shared/fieldNames';
import { IconButton } from '../../shared/IconButton';
import { below } from '../../shared/menuTypes';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';

/** Offers the fields that MemOS knows and this memory does not have. */
export function AddField({ detail }: { detail: MemoryDetail }): React.JSX.Element | null {
  const { actions, summary } = useEditor();
  const show = useMenu();
  if (summary.readOnly || detail.absent.length === 0) return null;
  const items = detail.absent.map((field) => ({
    label: fieldName(field.name),
    note: field.name,
    run: () => void actions.setField([detail.row.key], ['metadata', field.name], firstValue(field)),
  }));
  return (
    <IconButton
      icon="add"
      label={t('Add field')}
      popup
      onClick={(event) => show({ label: t('Add field'), items, ...below(event.currentTarget) })}
    />
  );
}

/** What a new field begins with: what the host proposes, else an empty value of its kind. */
function firstValue(field: FieldView): string {
  if (field.raw !== '' && field.raw !== 'null') return field.raw;
  switch (field.control) {
    case 'tags':
      return '[]';
    case 'boolean':
      return 'false';
    case 'number':
      return '0';
    case 'json':
      return '{}';
    case 'date':
      return JSON.stringify(new Date().toISOString().replace('Z', '+00:00'));
    case 'enum':
      return JSON.stringify(field.options?.[0] ?? '');
    default:
      return '""';
  }
}
