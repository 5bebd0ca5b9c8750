import { Icon } from './Icon';

interface Props {
  readonly icon: string;
  /** Read by screen readers and shown as a tooltip. */
  readonly label: string;
  readonly onClick: (event: React.MouseEvent<HTMLButtonElement>) => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly popup?: boolean;
  readonly className?: string;
}

/** A button of one icon. */
export function IconButton(props: Props): React.JSX.Element {
  return (
    <button
      type="button"
      className={`icon-button ${props.className ?? ''}`}
      title={props.label}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-haspopup={props.popup ? 'menu' : undefined}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}
