import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { isUsable, ModelNote } from '../shared/ModelNote';
import { t } from '../shared/strings';
import { useLora } from './state/LoraContext';

/** The cube, the model that its adapters work on, and the ways to a new one. */
export function Header(): React.JSX.Element {
  const { state, channel, attempt } = useLora();
  const { cube, model, readOnly, undo, rows } = state;
  const usable = isUsable(model);
  const attached = rows.filter(({ scale }) => scale !== null).length;
  const forbidden = readOnly ? t('The MemCube is read-only: nothing can be added to it.') : undefined;
  return (
    <header className="view-head">
      <div className="view-title">
        <h1>{t('Parametric memory of {0}', cube)}</h1>
        <ModelNote
          model={model}
          text={t(
            '{0} answers with {1} of {2} adapters.',
            model.name,
            formatNumber(attached),
            formatNumber(rows.length),
          )}
          onChoose={() => void attempt(channel.request('chooseModel', null))}
        />
      </div>
      {undo !== null && (
        <button
          type="button"
          className="text-button"
          title={undo}
          disabled={readOnly}
          onClick={() => void attempt(channel.request('undo', null))}
        >
          <Icon name="discard" />
          {t('Undo')}
        </button>
      )}
      <button
        type="button"
        className="text-button"
        disabled={readOnly}
        title={forbidden}
        onClick={() => void attempt(channel.request('importAdapter', null))}
      >
        <Icon name="desktop-download" />
        {t('Import Adapter…')}
      </button>
      <button
        type="button"
        className="text-button"
        disabled={readOnly || !usable}
        title={forbidden}
        onClick={() => void attempt(channel.request('distil', null))}
      >
        <Icon name="beaker" />
        {t('Distil Memories…')}
      </button>
    </header>
  );
}
