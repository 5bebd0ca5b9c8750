import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { Edge } from '../../../src/engine/model/memory';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import { formatNumber } from '../../shared/format';
import { Icon } from '../../shared/Icon';
import { t } from '../../shared/strings';
import { statusName, typeName } from '../../shared/typeNames';
import { useEditor } from '../state/EditorContext';

const ROW = 24;

/** What the graph shows, as a table: each memory with its relations in words. */
export function GraphTable({
  nodes: all,
  links,
}: {
  nodes: readonly GraphNode[];
  links: readonly Edge[];
}): React.JSX.Element {
  const { nav, dispatch, spotlight } = useEditor();
  const nodes = useMemo(() => {
    const place = new Map(spotlight.spot?.keys.map((key, at) => [key, at]));
    const at = ({ key }: GraphNode): number => place.get(key) ?? place.size;
    return place.size === 0 ? all : [...all].sort((a, b) => at(a) - at(b));
  }, [all, spotlight]);
  const scroller = useRef<HTMLDivElement>(null);
  const relations = useMemo(() => describe(nodes, links), [nodes, links]);
  const virtualizer = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    useFlushSync: false,
    overscan: 20,
  });
  const names = [t('Memory'), t('Type'), t('Status'), t('Uses'), t('Relations'), t('Hidden neighbours')];
  return (
    <div
      className="graph-table"
      role="table"
      aria-label={t('Graph as a table')}
      aria-rowcount={nodes.length + 1}
    >
      <div role="rowgroup" className="graph-table-head">
        <div role="row" aria-rowindex={1}>
          {names.map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
      </div>
      <div ref={scroller} className="graph-table-body" role="rowgroup" tabIndex={0}>
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const node = nodes[index];
            if (!node) return null;
            return (
              <div
                key={node.key}
                role="row"
                aria-rowindex={index + 2}
                data-type={node.type}
                data-selected={nav.selection.includes(node.key)}
                style={{ transform: `translateY(${start}px)` }}
              >
                <span role="cell" className="graph-table-title">
                  <i className="dot" data-status={node.status} />
                  {spotlight.keys.has(node.key) && (
                    <>
                      <Icon name="lightbulb" />
                      <span className="visually-hidden">{t('in the spotlight')}</span>
                    </>
                  )}
                  <button
                    type="button"
                    className="text-link"
                    onClick={() => dispatch({ do: 'select', keys: [node.key], active: node.key })}
                  >
                    {node.title || t('Empty memory')}
                  </button>
                </span>
                <span role="cell">{typeName(node.type)}</span>
                <span role="cell">{statusName(node.status)}</span>
                <span role="cell" className="num">
                  {formatNumber(node.uses)}
                </span>
                <span role="cell" title={relations.get(node.key)}>
                  {relations.get(node.key)}
                </span>
                <span role="cell" className="num">
                  {node.hidden > 0 && (
                    <button
                      type="button"
                      className="text-link"
                      onClick={() => dispatch({ do: 'expandInGraph', key: node.key })}
                    >
                      {formatNumber(node.hidden)}
                    </button>
                  )}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function describe(nodes: readonly GraphNode[], links: readonly Edge[]): Map<string, string> {
  const titles = new Map(nodes.map(({ key, title }) => [key, title]));
  const lists = new Map<string, string[]>();
  const add = (key: string, text: string): void => void lists.set(key, [...(lists.get(key) ?? []), text]);
  for (const { source, target, type } of links) {
    add(source, t('{0} to “{1}”', type, titles.get(target) ?? target));
    add(target, t('{0} from “{1}”', type, titles.get(source) ?? source));
  }
  return new Map([...lists].map(([key, texts]) => [key, texts.join(', ')]));
}
