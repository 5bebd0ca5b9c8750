import { useState } from 'react';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { Section } from '../../shared/Section';
import { sourceIcon, sourceParts } from './sourceText';

const FEW = 5;

/** Where a memory came from. Addresses are text: nothing here opens by itself. */
export function Sources({
  sources,
}: {
  sources: readonly Readonly<Record<string, unknown>>[];
}): React.JSX.Element | null {
  const [all, setAll] = useState(false);
  if (sources.length === 0) return null;
  const shown = all ? sources : sources.slice(0, FEW);
  return (
    <Section title={t('Came from')}>
      {shown.map((source, index) => (
        <Source key={index} source={source} />
      ))}
      {sources.length > shown.length && (
        <button type="button" className="text-link" onClick={() => setAll(true)}>
          {t('Show all: {0}', sources.length)}
        </button>
      )}
    </Section>
  );
}

function Source({ source }: { source: Readonly<Record<string, unknown>> }): React.JSX.Element {
  const parts = sourceParts(source);
  return (
    <div className="source">
      <Icon name={sourceIcon(parts.type)} />
      <div className="source-body">
        <div className="source-head">
          <span>{parts.origin || parts.type || t('Unnamed')}</span>
          {parts.when !== '' && <span className="dim">{parts.when}</span>}
        </div>
        {parts.content !== '' && <blockquote>{parts.content}</blockquote>}
        {parts.rest.length > 0 && (
          <div className="source-rest">
            {parts.rest.map(([name, value]) => (
              <span key={name} title={value}>
                {name} <span>{value}</span>
              </span>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
