import type { KvModel } from '../../src/protocol/kvInspector';
import { Icon } from './Icon';
import { t } from './strings';

interface Props {
  readonly model: KvModel;
  /** What is said of a model that can be used. */
  readonly text: string;
  readonly onChoose: () => void;
}

/** What the chat model of the window is to a view; where it is of no use, why, and the way to another. */
export function ModelNote({ model, text, onChoose }: Props): React.JSX.Element {
  const usable = isUsable(model);
  return (
    <p className="dim">
      {usable ? (
        text
      ) : (
        <>
          <Icon name="warning" className="attention" /> {model.reason}
        </>
      )}
      {!usable && model.state !== 'restricted' && (
        <button type="button" className="text-link view-choose" onClick={onChoose}>
          {t('Choose Chat Model…')}
        </button>
      )}
    </p>
  );
}

/** Whether a model runs here, or is loaded by the next request. */
export const isUsable = ({ state }: KvModel): boolean => state === 'idle' || state === 'ready';
