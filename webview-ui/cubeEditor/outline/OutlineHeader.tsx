import { useRef } from 'react';
import { Icon } from '../../shared/Icon';
import { IconButton } from '../../shared/IconButton';
import { below } from '../../shared/menuTypes';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';
import { columns } from './columns';
import type { Column } from './columns';
import { useNameWidths } from './useNameWidths';

/** Names of the columns; those that sort are buttons. */
export function OutlineHeader(): React.JSX.Element {
  const { nav, dispatch, summary } = useEditor();
  const show = useMenu();
  const all = columns();
  const shown = all.filter(({ id }) => !nav.hiddenColumns.includes(id));
  const head = useRef<HTMLDivElement>(null);
  useNameWidths(head, shown.map(({ label }) => label).join());
  const options = [
    ...all.slice(1).map(({ id, label }) => ({
      label,
      checked: !nav.hiddenColumns.includes(id),
      run: () => dispatch({ do: 'toggleColumn', column: id }),
    })),
    {
      label: t('Tree'),
      separated: true,
      disabled: !summary.hasEdges,
      checked: nav.shape === 'tree',
      run: () => dispatch({ do: 'set', values: { shape: nav.shape === 'tree' ? 'flat' : 'tree' } }),
    },
    {
      label: t('Collapse All'),
      icon: 'collapse-all',
      separated: true,
      run: () => dispatch({ do: 'set', values: { expanded: [] } }),
    },
  ];
  return (
    <div ref={head} className="outline-head" role="rowgroup">
      <div className="outline-line" role="row" aria-rowindex={1}>
        {shown.map((column) => (
          <HeaderCell key={column.id} column={column} />
        ))}
        <div className="outline-options" role="columnheader">
          <IconButton
            icon="ellipsis"
            label={t('Columns and arrangement')}
            popup
            onClick={(event) =>
              show({ label: t('Columns and arrangement'), items: options, ...below(event.currentTarget) })
            }
          />
        </div>
      </div>
    </div>
  );
}

function HeaderCell({ column }: { column: Column }): React.JSX.Element {
  const { nav, dispatch } = useEditor();
  const { sort } = column;
  const sorted = sort !== null && nav.sort.by === sort;
  const direction = nav.sort.descending ? 'descending' : 'ascending';
  return (
    <div
      className={`cell ${column.id}`}
      role="columnheader"
      aria-sort={sorted ? direction : undefined}
      title={column.tip}
    >
      {sort === null ? (
        <span data-column={column.id}>{column.label}</span>
      ) : (
        <button type="button" onClick={() => dispatch({ do: 'sort', by: sort })}>
          <span data-column={column.id}>{column.label}</span>
          {sorted && <Icon name={nav.sort.descending ? 'arrow-small-down' : 'arrow-small-up'} />}
        </button>
      )}
    </div>
  );
}
