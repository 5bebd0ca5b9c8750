import { useDraft } from './useDraft';

interface Props {
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
  /** Resolves to whether the text was taken. */
  readonly onCommit: (text: string) => Promise<boolean>;
  /** Which field of which memory it is. */
  readonly field: string;
  /** Why a text cannot be taken, or null. */
  readonly problem?: (text: string) => string | null;
  readonly className?: string;
  readonly placeholder?: string;
  readonly rows?: number;
  /** Several lines: Enter makes a new one, Ctrl+Enter commits. */
  readonly long?: boolean;
  readonly numeric?: boolean;
}

/** A field that commits when left or with Enter, and reverts with Escape. */
export function TextField(props: Props): React.JSX.Element {
  const { problem, value, onCommit, field } = props;
  const draft = useDraft({ value, onCommit, field, valid: (text) => !problem || problem(text) === null });
  const trouble = draft.dirty ? (problem?.(draft.text) ?? null) : null;
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const ends = event.key === 'Enter' && (!props.long || event.ctrlKey || event.metaKey);
    if (ends) draft.commit();
    else if (event.key === 'Escape' && draft.dirty) draft.revert();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shared = {
    className: `field ${props.className ?? ''}`,
    value: draft.text,
    readOnly: props.disabled,
    spellCheck: props.long === true && !props.className?.includes('mono'),
    placeholder: props.placeholder,
    'aria-label': props.label,
    'aria-invalid': trouble !== null,
    'data-dirty': draft.dirty,
    onBlur: draft.commit,
    onKeyDown,
  };
  return (
    <>
      {props.long ? (
        <textarea {...shared} rows={props.rows ?? 2} onChange={(event) => draft.change(event.target.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={props.numeric ? 'decimal' : undefined}
          onChange={(event) => draft.change(event.target.value)}
        />
      )}
      {trouble !== null && (
        <div className="invalid-note" role="alert">
          {trouble}
        </div>
      )}
    </>
  );
}
