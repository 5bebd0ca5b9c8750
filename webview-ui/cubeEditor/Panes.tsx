import { t } from '../shared/strings';
import { Icon } from '../shared/Icon';
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
  const { pick } = nav;
  return (
    <main className="panes" data-layout={nav.layout}>
      {pick && (
        <div className="banner notice" role="status">
          <Icon name="target" />
          <span>
            {pick.purpose === 'parent'
              ? t('Choose the new parent: click a memory, or press Enter on it.')
              : t('Choose the other end: click a memory, or press Enter on it.')}
          </span>
          <button type="button" className="text-link" onClick={() => dispatch({ do: 'pick', pick: null })}>
            {t('Cancel')}
          </button>
        </div>
      )}
      <div className="panes-content">
        {outline && (
          <section
            className="pane outline-pane"
            style={graph ? { flexBasis: nav.outlineWidth } : { flex: '1 1 auto' }}
            aria-label={t('Outline')}
          >
            <Outline />
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
            <GraphPane />
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
        <Inspector />
      </aside>
    </main>
  );
}
