import { ErrorBoundary } from '../shared/ErrorBoundary';
import { t } from '../shared/strings';
import { GraphPane } from './graph/GraphPane';
import { Inspector } from './inspector/Inspector';
import { Outline } from './outline/Outline';
import { Splitter } from './Splitter';
import { useEditor } from './state/EditorContext';

/** Outline, graph and inspector side by side, or the inspector below when there is little room. */
export function Panes(): React.JSX.Element {
  const { nav, dispatch } = useEditor();
  const outline = nav.layout !== 'graph';
  const graph = nav.layout !== 'outline';
  return (
    <main className="panes" data-layout={nav.layout}>
      <div className="panes-content">
        {outline && (
          <section
            className="pane outline-pane"
            style={graph ? { flexBasis: nav.outlineWidth } : { flex: '1 1 auto' }}
            aria-label={t('Outline')}
          >
            <ErrorBoundary>
              <Outline />
            </ErrorBoundary>
          </section>
        )}
        {outline && graph && (
          <Splitter
            label={t('Width of the outline')}
            value={nav.outlineWidth}
            min={220}
            direction={1}
            onChange={(outlineWidth) => dispatch({ do: 'set', values: { outlineWidth } })}
          />
        )}
        {graph && (
          <section className="pane graph-pane" aria-label={t('Graph')}>
            <ErrorBoundary>
              <GraphPane />
            </ErrorBoundary>
          </section>
        )}
      </div>
      <Splitter
        label={t('Width of the inspector')}
        value={nav.inspectorWidth}
        min={240}
        direction={-1}
        onChange={(inspectorWidth) => dispatch({ do: 'set', values: { inspectorWidth } })}
      />
      <aside
        id="inspector"
        className="pane inspector-pane"
        tabIndex={-1}
        aria-label={t('Inspector')}
        style={{ flexBasis: nav.inspectorWidth }}
      >
        <ErrorBoundary>
          <Inspector />
        </ErrorBoundary>
      </aside>
    </main>
  );
}
