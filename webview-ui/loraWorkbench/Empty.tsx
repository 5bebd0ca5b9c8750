import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useLora } from './state/LoraContext';

/** What an adapter is and how to get one, where the cube has none. */
export function Empty({ running }: { running: boolean }): React.JSX.Element {
  const { state, channel, attempt } = useLora();
  return (
    <div className="empty">
      <Icon name="beaker" />
      <p>
        {running
          ? t('The first adapter of this MemCube is being made.')
          : t(
              'An adapter makes stable memories part of the model itself: it answers from them without reading them. Distil some, or import an adapter that you have.',
            )}
      </p>
      {!running && !state.readOnly && (
        <p>
          <button
            type="button"
            className="text-button"
            onClick={() => void attempt(channel.request('distil', null))}
          >
            {t('Distil Memories…')}
          </button>{' '}
          <button
            type="button"
            className="text-button"
            onClick={() => void attempt(channel.request('importAdapter', null))}
          >
            {t('Import Adapter…')}
          </button>
        </p>
      )}
    </div>
  );
}
