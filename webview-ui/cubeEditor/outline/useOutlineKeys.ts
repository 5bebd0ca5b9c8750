import { useRef } from 'react';
import { parentIndex } from '../state/pages';
import type { Outline } from '../state/pages';
import { useEditor } from '../state/EditorContext';
import { isTyping } from '../../shared/isTyping';
import { parentByKey } from './moveByKey';
import { TypeAhead } from './typeAhead';

interface Options {
  readonly outline: Outline | null;
  readonly cursor: number;
  readonly pageRows: number;
  /** Moves the cursor; `how` says what becomes of the selection. */
  readonly moveTo: (index: number, how: { shift: boolean; keep: boolean }) => void;
  readonly toggle: () => void;
  readonly selectAll: () => void;
  readonly activate: () => void;
  readonly rename: () => void;
  readonly menu: () => void;
}

/** The keyboard of the outline, after the treegrid pattern of the ARIA Authoring Practices. */
export function useOutlineKeys(options: Options): (event: React.KeyboardEvent) => void {
  const { nav, dispatch, actions, summary } = useEditor();
  const typeAhead = useRef(new TypeAhead());
  return (event) => {
    const { outline, cursor } = options;
    if (!outline || isTyping(event.target) || event.defaultPrevented) return;
    const row = outline.rows.get(cursor);
    const chosen = nav.selection.length > 0 ? nav.selection : row ? [row.key] : [];
    const mod = event.ctrlKey || event.metaKey;
    const editable = !summary.readOnly && chosen.length > 0;
    const how = { shift: event.shiftKey, keep: mod };
    const handled = ((): boolean => {
      if (event.altKey && event.shiftKey && event.key.startsWith('Arrow')) {
        const parent = row && summary.hasEdges ? parentByKey(outline, cursor, event.key) : undefined;
        if (editable && parent !== undefined) void actions.reparent(chosen, parent);
        return true;
      }
      if (event.altKey) return false;
      switch (event.key) {
        case 'ArrowDown':
          return (options.moveTo(cursor + 1, how), true);
        case 'ArrowUp':
          return (options.moveTo(Math.max(cursor, 1) - 1, how), true);
        case 'Home':
          return (options.moveTo(0, how), true);
        case 'End':
          return (options.moveTo(outline.total - 1, how), true);
        case 'PageDown':
          return (options.moveTo(cursor + options.pageRows, how), true);
        case 'PageUp':
          return (options.moveTo(cursor - options.pageRows, how), true);
        case 'ArrowRight':
          if (row && row.childCount > 0 && !row.expanded) dispatch({ do: 'expand', keys: [row.key] });
          else if (row && row.childCount > 0) options.moveTo(cursor + 1, how);
          return true;
        case 'ArrowLeft':
          if (row?.expanded) dispatch({ do: 'collapse', keys: [row.key] });
          else if (parentIndex(outline, cursor) >= 0) options.moveTo(parentIndex(outline, cursor), how);
          return true;
        case ' ':
          return (options.toggle(), true);
        case 'Enter':
          return (options.activate(), true);
        case 'F2':
          if (editable) options.rename();
          return true;
        case 'Delete':
          if (editable) void actions.remove(chosen);
          return true;
        case 'ContextMenu':
          return (options.menu(), true);
        case 'Escape':
          if (nav.pick) dispatch({ do: 'pick', pick: null });
          return nav.pick !== null;
        default:
          break;
      }
      if (event.key === 'F10' && event.shiftKey) return (options.menu(), true);
      if (mod && event.key.toLowerCase() === 'd') {
        if (editable) void actions.duplicate(chosen);
        return true;
      }
      if (mod && event.key.toLowerCase() === 'a') return (options.selectAll(), true);
      if (mod || event.key.length !== 1) return false;
      const found = typeAhead.current.find(event.key, outline, cursor, event.timeStamp);
      if (found >= 0) options.moveTo(found, { shift: false, keep: false });
      return true;
    })();
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
