import { t } from '../shared/strings';
import { Icon } from '../shared/Icon';
import { isUsable, ModelNote } from '../shared/ModelNote';
import { Budget } from './Budget';
import { useKv } from './state/KvContext';

/** The cube, the model that the items are for, the room that they take, and the way to a new one. */
export function Header(): React.JSX.Element {
  const { state, channel, attempt } = useKv();
  const { cube, model, readOnly } = state;
  const usable = isUsable(model);
  return (
    <header className="view-head">
      <div className="view-title">
        <h1>{t('Activation memory of {0}', cube)}</h1>
        <ModelNote
          model={model}
          text={t('What {0} has read is kept, and need not be read again.', model.name)}
          onChoose={() => void attempt(channel.request('chooseModel', null))}
        />
      </div>
      <Budget />
      <button
        type="button"
        className="text-button"
        disabled={readOnly || !usable}
        title={readOnly ? t('The MemCube is read-only: nothing can be added to it.') : undefined}
        onClick={() => void attempt(channel.request('build', null))}
      >
        <Icon name="add" />
        {t('Build Item…')}
      </button>
    </header>
  );
}
