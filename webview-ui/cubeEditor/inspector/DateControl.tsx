import { useState } from 'react';
import { IconButton } from '../../shared/IconButton';
import { t } from '../../shared/strings';
import { pickedText, pickerValue } from './dateText';
import { TextField } from './TextField';
import { useDraft } from './useDraft';

interface Props {
  readonly text: string;
  readonly label: string;
  readonly disabled: boolean;
  readonly onCommit: (text: string) => Promise<boolean>;
  readonly field: string;
}

/** A date and time by picker, or as the text in the file where the picker does not know its form. */
export function DateControl({ text, label, disabled, onCommit, field }: Props): React.JSX.Element {
  const [asText, setAsText] = useState(false);
  const value = text === '' ? '' : pickerValue(text);
  const picker = value !== null && !asText;
  return (
    <div className="with-button" title={text}>
      {picker ? (
        <Picker
          value={value}
          label={label}
          disabled={disabled}
          field={`${field} picker`}
          onCommit={(next) => onCommit(pickedText(next, text))}
        />
      ) : (
        <TextField className="mono" value={text} {...{ label, disabled, onCommit, field }} />
      )}
      {value !== null && (
        <IconButton
          icon={picker ? 'edit' : 'calendar'}
          label={picker ? t('Edit as text') : t('Edit with the date picker')}
          onClick={() => setAsText(picker)}
        />
      )}
    </div>
  );
}

function Picker(props: {
  value: string;
  label: string;
  disabled: boolean;
  onCommit: (value: string) => Promise<boolean>;
  field: string;
}): React.JSX.Element {
  const { value, onCommit, field } = props;
  const draft = useDraft({ value, onCommit, field, valid: (text) => text !== '' });
  return (
    <input
      type="datetime-local"
      className="field num-left"
      aria-label={props.label}
      value={draft.text}
      readOnly={props.disabled}
      data-dirty={draft.dirty}
      onChange={(event) => draft.change(event.target.value)}
      onBlur={draft.commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') draft.commit();
        else if (event.key === 'Escape' && draft.dirty) draft.revert();
        else return;
        event.stopPropagation();
      }}
    />
  );
}
