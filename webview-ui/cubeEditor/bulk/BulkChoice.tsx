import { fieldName } from '../../shared/fieldNames';
import { t } from '../../shared/strings';
import { statusName, typeName } from '../../shared/typeNames';
import { useEditor } from '../state/EditorContext';

interface Props {
  readonly keys: readonly string[];
  readonly field: 'memory_type' | 'status' | 'visibility';
  /** The present values of the selected memories. */
  readonly values: readonly string[];
  readonly options: readonly string[];
}

/** One value for all selected memories; shows when they differ now. */
export function BulkChoice({ keys, field, values, options }: Props): React.JSX.Element {
  const { actions } = useEditor();
  const same = values.every((value) => value === values[0]) ? (values[0] ?? '') : '';
  const name = (value: string): string =>
    field === 'memory_type' ? typeName(value) : field === 'status' ? statusName(value) : value;
  return (
    <div className="field-line">
      <span className="field-label">{fieldName(field)}</span>
      <select
        className="field"
        aria-label={fieldName(field)}
        value={options.includes(same) ? same : ''}
        onChange={(event) =>
          void actions.setField(keys, ['metadata', field], JSON.stringify(event.target.value))
        }
      >
        {!options.includes(same) && <option value="">{same === '' ? t('Different values') : same}</option>}
        {options.map((value) => (
          <option key={value} value={value}>
            {name(value)}
          </option>
        ))}
      </select>
    </div>
  );
}
