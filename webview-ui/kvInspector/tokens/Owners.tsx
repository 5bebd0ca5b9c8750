import type { KvTokens } from '../../../src/protocol/kvInspector';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { OWNER_COLOURS } from './TokenChunk';

interface Props {
  readonly tokens: KvTokens;
  /** Goes to a token. */
  readonly onGo: (at: number) => void;
}

/** The memories behind the tokens, with their numbers, colours and shares. */
export function Owners({ tokens, onGo }: Props): React.JSX.Element {
  const { owners, sources } = tokens;
  const counts = sources.map((_, index) => owners.filter((owner) => owner === index).length);
  const around = owners.length - counts.reduce((sum, count) => sum + count, 0);
  return (
    <div className="kv-owners" role="group" aria-label={t('Memories')}>
      {sources.map(({ key, title }, index) => (
        <button
          key={key}
          type="button"
          className="chip"
          title={title}
          disabled={counts[index] === 0}
          onClick={() => onGo(owners.indexOf(index))}
        >
          <b className="kv-owner-number" data-owner={index % OWNER_COLOURS}>
            {index + 1}
          </b>
          <span>{title || key}</span>
          <span className="dim num">{formatNumber(counts[index] ?? 0)}</span>
        </button>
      ))}
      {around > 0 && (
        <span className="chip kv-around">
          <span>{sources.length > 0 ? t('around them') : t('text')}</span>
          <span className="dim num">{formatNumber(around)}</span>
        </span>
      )}
    </div>
  );
}
