import VscodeCheckbox from '@vscode-elements/react-elements/dist/components/VscodeCheckbox.js';
import type { FieldView } from '../../../src/protocol/cubeEditor';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { DateControl } from './DateControl';
import { EnumControl } from './EnumControl';
import { isJsonNumber, jsonProblem, listOf, prettyJson, textOf, valueOf } from './rawValue';
import { TagsEditor } from './TagsEditor';
import { TextField } from './TextField';

interface Props {
  readonly field: FieldView;
  readonly label: string;
  readonly disabled: boolean;
  /** Length of the stored vector, where the field is one. */
  readonly dimensions: number | undefined;
  /** Resolves to whether the value was taken. */
  readonly onCommit: (raw: string) => Promise<boolean>;
  readonly memory: string;
}

/** The control that fits a field; where the value is of another kind than expected, its JSON. */
export function FieldControl(props: Props): React.JSX.Element {
  const { field, label, disabled, dimensions, onCommit } = props;
  const { control, raw } = field;
  const text = raw === 'null' ? '' : textOf(raw);
  const commitText = (next: string): Promise<boolean> => onCommit(JSON.stringify(next));
  const common = { label, disabled };
  const typed = { ...common, field: `${props.memory} ${field.name}` };
  const list = listOf(raw);
  const value = valueOf(raw);
  if (control === 'vector') {
    return (
      <span className="field-static">
        {dimensions === undefined ? t('None') : t('Dimensions: {0}', formatNumber(dimensions))}
      </span>
    );
  }
  if (control === 'enum' && text !== null) {
    return (
      <EnumControl
        {...common}
        name={field.name}
        value={text}
        options={field.options ?? []}
        onCommit={(next) => void commitText(next)}
      />
    );
  }
  if (control === 'date' && text !== null)
    return <DateControl {...typed} text={text} onCommit={commitText} />;
  if (control === 'tags' && list) {
    return (
      <TagsEditor
        {...common}
        tags={list}
        placeholder="+"
        suggestions={field.options ?? []}
        onAdd={(tag) => void onCommit(JSON.stringify([...list, tag]))}
        onRemove={(tag) => void onCommit(JSON.stringify(list.filter((other) => other !== tag)))}
      />
    );
  }
  if (control === 'boolean' && typeof value === 'boolean') {
    return (
      <VscodeCheckbox
        aria-label={label}
        checked={value}
        disabled={disabled}
        onChange={() => void onCommit(value ? 'false' : 'true')}
      />
    );
  }
  if (control === 'number' && (isJsonNumber(raw) || raw === 'null')) {
    return (
      <TextField
        {...typed}
        numeric
        className="num-left"
        value={raw === 'null' ? '' : raw}
        problem={(next) => (isJsonNumber(next.trim()) ? null : t('Not a number.'))}
        onCommit={(next) => onCommit(next.trim())}
      />
    );
  }
  if ((control === 'text' || control === 'longtext') && text !== null) {
    return <TextField {...typed} long={control === 'longtext'} value={text} onCommit={commitText} />;
  }
  return (
    <TextField
      {...typed}
      long
      rows={1}
      className="mono"
      value={prettyJson(raw)}
      problem={(next) => jsonProblem(next)}
      onCommit={onCommit}
    />
  );
}
