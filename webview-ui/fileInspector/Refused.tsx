import type { Refusal } from '../../src/protocol/fileInspector';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';

/** Why a file was not read, and what did not happen. */
export function Refused({ refused }: { refused: Refusal }): React.JSX.Element {
  return (
    <section className="refused" role="alert">
      <Icon name="shield" />
      <div>
        <h2>{t('This file was refused')}</h2>
        <p className="refused-reason">{refused.message}</p>
        {refused.remedy !== undefined && <p>{refused.remedy}</p>}
        <p className="dim">
          {t('Reading stopped there. Nothing in the file was executed, imported or written anywhere.')}
        </p>
      </div>
    </section>
  );
}
