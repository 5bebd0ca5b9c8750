import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly offset?: number;
}

/** What a person should know about a file. */
export function Problems({ problems }: { problems: readonly Problem[] }): React.JSX.Element | null {
  if (problems.length === 0) return null;
  return (
    <section className="block">
      <h2>{t('Problems: {0}', problems.length)}</h2>
      {problems.map(({ code, message, offset }, index) => (
        <div key={index} className="file-problem">
          <Icon name="warning" />
          <span>{message}</span>
          <span className="dim mono">{offset === undefined ? code : t('{0} at byte {1}', code, offset)}</span>
        </div>
      ))}
    </section>
  );
}
