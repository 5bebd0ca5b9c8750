import { Icon } from './Icon';
import { t } from './strings';

/** One filter in force. */
export function FilterChip(props: { name: string; value: string; onRemove: () => void }): React.JSX.Element {
  return (
    <span className="chip">
      <span>
        {props.name}: <b>{props.value}</b>
      </span>
      <button
        type="button"
        className="chip-remove"
        aria-label={t('Remove filter {0}: {1}', props.name, props.value)}
        onClick={props.onRemove}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}
