import { t } from './strings';

interface Props {
  /** What is being done. */
  readonly text: string;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  /** How far it is, in words; '' for nothing. */
  readonly detail: string;
  readonly onCancel: () => void;
}

/** Work that goes on, how far it is, and the way to end it. */
export function JobLine({ text, done, total, detail, onCancel }: Props): React.JSX.Element {
  return (
    <div className="job-line" role="note">
      <span>{text}</span>
      <progress aria-label={text} max={Math.max(1, total)} {...(total > 0 ? { value: done } : {})} />
      {detail !== '' && <span className="dim num">{detail}</span>}
      <button type="button" className="text-link" onClick={onCancel}>
        {t('Cancel')}
      </button>
    </div>
  );
}
