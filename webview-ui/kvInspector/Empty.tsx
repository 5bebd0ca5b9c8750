import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import { Icon } from '../shared/Icon';
import { isUsable } from '../shared/ModelNote';
import { t } from '../shared/strings';
import { useKv } from './state/KvContext';

/** What KV items are for, and the way to the first one. */
export function Empty(): React.JSX.Element {
  const { state, channel, attempt } = useKv();
  const usable = isUsable(state.model);
  return (
    <div className="empty">
      <Icon name="pulse" />
      <p>{t('There is no KV item in this MemCube yet.')}</p>
      <p>
        {t(
          'A KV item keeps what the model has computed of memories or of a document. A question about them is answered at once, without reading them again.',
        )}
      </p>
      {usable ? (
        <VscodeButton
          key="build"
          icon="add"
          disabled={state.readOnly}
          onClick={() => void attempt(channel.request('build', null))}
        >
          {t('Build Item…')}
        </VscodeButton>
      ) : (
        state.model.state !== 'restricted' && (
          <VscodeButton
            key="choose"
            icon="comment-discussion"
            onClick={() => void attempt(channel.request('chooseModel', null))}
          >
            {t('Choose Chat Model…')}
          </VscodeButton>
        )
      )}
    </div>
  );
}
