import { statusName, typeName } from '../../shared/typeNames';

interface Props {
  readonly name: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly label: string;
  readonly disabled: boolean;
  readonly onCommit: (value: string) => void;
}

/** One of the values that MemOS knows; another value in the file is offered too, so that it is not lost. */
export function EnumControl({ name, value, options, label, disabled, onCommit }: Props): React.JSX.Element {
  const all = options.includes(value) ? options : [value, ...options];
  return (
    <span className="enum-control">
      {name === 'memory_type' && <i className="dot" data-type={value} />}
      <select
        className="field"
        aria-label={label}
        value={value}
        disabled={disabled}
        onChange={(event) => onCommit(event.target.value)}
      >
        {all.map((option) => (
          <option key={option} value={option}>
            {optionName(name, option)}
          </option>
        ))}
      </select>
    </span>
  );
}

function optionName(field: string, value: string): string {
  if (field === 'memory_type') return typeName(value);
  if (field === 'status') return statusName(value);
  return value;
}
