import { formatDateTime } from '../shared/format';
import { IconButton } from '../shared/IconButton';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { ApplyBar } from './ApplyBar';
import { kindName } from './kindNames';
import { useReview } from './state/ReviewContext';

/** Where the proposals come from and where they go, and what applying would do. */
export function Header(): React.JSX.Element {
  const { state, channel, attempt } = useReview();
  const { head, cube } = state;
  const at = Date.parse(head.createdAt);
  const facts = [
    kindName(head.kind),
    head.mode === 'fine' ? t('read with a language model') : t('read without a model'),
    Number.isNaN(at) ? '' : formatDateTime(at),
  ];
  return (
    <header className="review-head">
      <div className="review-what">
        <div className="review-title">
          <h1>{head.source}</h1>
          <span className="dim">
            <Icon name="arrow-small-right" /> {cube}
          </span>
          <IconButton
            icon="trash"
            label={t('Discard what was proposed')}
            onClick={() => void attempt(channel.request('discard', null))}
          />
        </div>
        <p className="review-facts dim">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      </div>
      <ApplyBar />
    </header>
  );
}
