import type { Gate } from '../../src/engine/model/search';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { gateName } from './names';

/** The gates of a search in their order, passed or not, with what was measured and what was asked for. */
export function GateList({ gates }: { gates: readonly Gate[] }): React.JSX.Element {
  return (
    <ol className="gates">
      {gates.map(({ name, passed, value, limit }) => (
        <li key={name} data-passed={passed}>
          <Icon name={passed ? 'check' : 'close'} />
          <span className="visually-hidden">{passed ? t('passed:') : t('not passed:')}</span>
          <span className="gate-name">{gateName(name)}</span>
          <span className="gate-value dim">{limit === '' ? value : t('{0}, asked: {1}', value, limit)}</span>
        </li>
      ))}
    </ol>
  );
}
