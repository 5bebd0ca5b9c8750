import { IconButton } from '../../shared/IconButton';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';

interface Props {
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onRelayout: () => void;
  readonly busy: boolean;
}

/** Zoom, fit, a new layout, and the same content as a table. */
export function GraphTools({ onZoom, onFit, onRelayout, busy }: Props): React.JSX.Element {
  const { nav, dispatch } = useEditor();
  const table = nav.graphAsTable;
  return (
    <div className="graph-tools" role="toolbar" aria-label={t('Graph')} aria-orientation="vertical">
      {!table && (
        <>
          <IconButton icon="zoom-in" label={t('Zoom in')} onClick={() => onZoom(1.3)} />
          <IconButton icon="zoom-out" label={t('Zoom out')} onClick={() => onZoom(1 / 1.3)} />
          <IconButton icon="screen-full" label={t('Fit')} onClick={onFit} />
          <IconButton
            icon={busy ? 'sync codicon-modifier-spin' : 'type-hierarchy-sub'}
            label={t('Arrange anew')}
            disabled={busy}
            onClick={onRelayout}
          />
        </>
      )}
      <IconButton
        icon={table ? 'type-hierarchy' : 'table'}
        label={t('Show as table')}
        pressed={table}
        onClick={() => dispatch({ do: 'set', values: { graphAsTable: !table } })}
      />
    </div>
  );
}
