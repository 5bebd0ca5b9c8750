import { useState } from 'react';
import { liesUnder } from '../state/pages';
import type { Outline } from '../state/pages';
import { useEditor } from '../state/EditorContext';

const MIME = 'application/x-memcube-memories';

interface RowDrag {
  /** Row that would become the parent, `top` for the top level. */
  readonly over: number | 'top' | null;
  readonly handlers: {
    readonly onDragStart: (event: React.DragEvent) => void;
    readonly onDragOver: (event: React.DragEvent) => void;
    readonly onDragLeave: (event: React.DragEvent) => void;
    readonly onDrop: (event: React.DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Re-parents by dragging rows onto a row, or onto the empty space for the top level. */
export function useRowDrag(outline: Outline | null, rowAt: (target: EventTarget) => number): RowDrag {
  const { nav, actions, summary } = useEditor();
  const [dragged, setDragged] = useState<readonly string[]>([]);
  const [over, setOver] = useState<number | 'top' | null>(null);
  const end = (): void => {
    setDragged([]);
    setOver(null);
  };
  const target = (event: React.DragEvent): number | 'top' | null => {
    if (!outline || dragged.length === 0) return null;
    const index = rowAt(event.target);
    if (index < 0) return 'top';
    const inside = dragged.some((key) => liesUnder(outline, index, outline.indices.get(key) ?? -2));
    return inside ? null : index;
  };
  return {
    over,
    handlers: {
      onDragStart: (event) => {
        const key = outline?.rows.get(rowAt(event.target))?.key;
        if (key === undefined || summary.readOnly || !summary.hasEdges) return event.preventDefault();
        const keys = nav.selection.includes(key) ? nav.selection : [key];
        event.dataTransfer.setData(MIME, JSON.stringify(keys));
        event.dataTransfer.effectAllowed = 'move';
        setDragged(keys);
      },
      onDragOver: (event) => {
        const at = target(event);
        setOver(at);
        if (at === null) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(null);
      },
      onDrop: (event) => {
        const at = target(event);
        if (at !== null && outline) {
          event.preventDefault();
          const parent = at === 'top' ? null : (outline.rows.get(at)?.key ?? null);
          void actions.reparent(dragged, parent);
        }
        end();
      },
      onDragEnd: end,
    },
  };
}
