import { ReactFlowProvider } from '@xyflow/react';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { useDelayed } from '../../shared/useDelayed';
import { EMPTY_FILTER } from '../../../src/protocol/cubeEditor';
import { useEditor } from '../state/EditorContext';
import { isEmptyFilter } from '../state/navigation';
import { GraphPicture } from './GraphPicture';
import { useGraphData } from './useGraphData';

/** The memories and their relations as a picture, or as a table. */
export function GraphPane(): React.JSX.Element {
  const view = useGraphData();
  const { nav, dispatch } = useEditor();
  const slow = useDelayed(view.loading && !view.data, 400);
  if (view.error !== null && !view.data) {
    return (
      <div className="empty" role="alert">
        <Icon name="error" />
        <p>{view.error}</p>
        <button type="button" className="text-link" onClick={view.retry}>
          {t('Try again')}
        </button>
      </div>
    );
  }
  if (!view.data) return <div className="empty">{slow && <p>{t('Loading…')}</p>}</div>;
  if (view.data.nodes.length === 0) {
    const all = isEmptyFilter(nav.filter);
    return (
      <div className="empty">
        <Icon name="type-hierarchy" />
        <p>{all ? t('The graph fills as memories are added.') : t('No memory matches these filters.')}</p>
        {!all && (
          <button
            type="button"
            className="text-link"
            onClick={() => dispatch({ do: 'filter', filter: { ...EMPTY_FILTER, usedWithinDays: undefined } })}
          >
            {t('Clear filters')}
          </button>
        )}
      </div>
    );
  }
  return (
    <ReactFlowProvider>
      <GraphPicture data={view.data} links={view.links} />
    </ReactFlowProvider>
  );
}
