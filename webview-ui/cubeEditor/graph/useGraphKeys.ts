import { useMemo } from 'react';
import type { GraphData } from '../../../src/protocol/cubeEditor';
import { useAnnounce } from '../../shared/Announcer';
import { isTyping } from '../../shared/isTyping';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import { memoryMenu } from '../outline/memoryMenu';
import { useEditor } from '../state/EditorContext';
import { usePick } from '../state/usePick';
import type { Point } from './blocks';
import { neighbourByKey } from './neighbourByKey';

interface Options {
  readonly data: GraphData;
  readonly places: ReadonlyMap<string, Point>;
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  /** Removes the selected relation; false when none is selected. */
  readonly removeEdge: () => boolean;
}

/** The keyboard of the graph: arrows walk, Enter opens, Space shows neighbours, + and - zoom, 0 fits. */
export function useGraphKeys(options: Options): (event: React.KeyboardEvent) => void {
  const editor = useEditor();
  const { nav, dispatch, actions, summary, spotlight } = editor;
  const announce = useAnnounce();
  const show = useMenu();
  const finishPick = usePick(editor);
  const memories = useMemo(() => new Map(options.data.nodes.map((node) => [node.key, node])), [options.data]);
  return (event) => {
    if (isTyping(event.target) || event.target !== event.currentTarget || nav.graphAsTable) return;
    const active = nav.active === null ? undefined : memories.get(nav.active);
    const box = event.currentTarget.getBoundingClientRect();
    const place = { x: box.left + box.width / 2, y: box.top + box.height / 3 };
    const handled = ((): boolean => {
      if (event.key.startsWith('Arrow')) {
        const visible = (key: string): boolean => {
          const memory = memories.get(key);
          return memory !== undefined && !nav.hiddenTypes.includes(memory.type);
        };
        const next = neighbourByKey(event.key, nav.active, options.places, visible);
        if (next === undefined) return true;
        dispatch({ do: 'select', keys: [next], active: next });
        announce(memories.get(next)?.title ?? next);
        return true;
      }
      if (event.key === '+' || event.key === '=') return (options.zoomBy(1.3), true);
      if (event.key === '-') return (options.zoomBy(1 / 1.3), true);
      if (event.key === '0') return (options.fit(), true);
      if (event.key === 'Escape' && nav.pick) return (dispatch({ do: 'pick', pick: null }), true);
      if (event.key === 'Escape' && spotlight.spot) return (spotlight.end(), true);
      if (event.key === 'Delete') {
        if (!options.removeEdge() && !summary.readOnly && nav.selection.length > 0)
          void actions.remove(nav.selection);
        return true;
      }
      if (!active) return false;
      if (event.key === 'Enter') {
        if (!finishPick(active.key, active.id, place)) document.getElementById('inspector')?.focus();
        return true;
      }
      if (event.key === ' ') return (dispatch({ do: 'expandInGraph', key: active.key }), true);
      if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        show({ label: t('Actions'), items: memoryMenu(editor, [active], null), ...place });
        return true;
      }
      return false;
    })();
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
