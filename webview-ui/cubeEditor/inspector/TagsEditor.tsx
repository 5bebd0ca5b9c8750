import { useId, useState } from 'react';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';

interface Props {
  readonly tags: readonly string[];
  readonly suggestions: readonly string[];
  readonly label: string;
  readonly disabled: boolean;
  readonly placeholder?: string;
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
}

/** Tags as chips, with a field for one more and completion from the tags of the cube. */
export function TagsEditor({
  tags,
  suggestions,
  label,
  disabled,
  placeholder,
  onAdd,
  onRemove,
}: Props): React.JSX.Element {
  const [text, setText] = useState('');
  const list = useId();
  const add = (): void => {
    const tag = text.trim();
    setText('');
    if (tag !== '' && !tags.includes(tag)) onAdd(tag);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const last = tags.at(-1);
    if (event.key === 'Enter' || (event.key === ',' && text !== '')) add();
    else if (event.key === 'Escape' && text !== '') setText('');
    else if (event.key === 'Backspace' && text === '' && last !== undefined) onRemove(last);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="tags" role="group" aria-label={label}>
      {tags.map((tag, index) => (
        <span key={`${index} ${tag}`} className="chip">
          <span>{tag}</span>
          {!disabled && (
            <button
              type="button"
              className="chip-remove"
              aria-label={t('Remove tag {0}', tag)}
              onClick={() => onRemove(tag)}
            >
              <Icon name="close" />
            </button>
          )}
        </span>
      ))}
      {!disabled && (
        <>
          <input
            className="field tag-input"
            list={list}
            value={text}
            data-dirty={text !== ''}
            aria-label={t('Add tag')}
            placeholder={placeholder ?? t('+ tag')}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
          />
          <datalist id={list}>
            {suggestions
              .filter((tag) => !tags.includes(tag))
              .map((tag) => (
                <option key={tag} value={tag} />
              ))}
          </datalist>
        </>
      )}
    </div>
  );
}
