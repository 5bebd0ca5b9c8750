import type { DerivedSource, SourceChange } from '../../src/engine/model/derived';
import { Icon } from './Icon';
import { Section } from './Section';
import { t } from './strings';

interface Props {
  readonly sources: readonly DerivedSource[];
  readonly changes: readonly SourceChange[];
  readonly onReveal: (key: string) => void;
}

/** The memories that something was made from, and which of them say something else now. */
export function SourceList({ sources, changes, onReveal }: Props): React.JSX.Element | null {
  if (sources.length === 0) return null;
  const kinds = new Map(changes.map(({ source, kind }) => [source.key, kind]));
  return (
    <Section title={t('Memories')}>
      <ol className="source-list">
        {sources.map(({ key, title }) => {
          const change = kinds.get(key);
          return (
            <li key={key}>
              <button
                type="button"
                className="text-link"
                disabled={change === 'removed'}
                onClick={() => onReveal(key)}
              >
                {title || key}
              </button>
              {change !== undefined && (
                <span className="attention">
                  <Icon name="warning" /> {change === 'removed' ? t('removed') : t('changed')}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
