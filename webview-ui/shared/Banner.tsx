import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { t } from './strings';

/** Something that went wrong, with a way on. */
export function Banner(props: {
  text: string;
  onRetry?: () => void;
  onDismiss?: () => void;
}): React.JSX.Element {
  return (
    <div className="banner error" role="alert">
      <Icon name="error" />
      <span>{props.text}</span>
      {props.onRetry && (
        <button type="button" className="text-link" onClick={props.onRetry}>
          {t('Try again')}
        </button>
      )}
      {props.onDismiss && <IconButton icon="close" label={t('Dismiss')} onClick={props.onDismiss} />}
    </div>
  );
}
