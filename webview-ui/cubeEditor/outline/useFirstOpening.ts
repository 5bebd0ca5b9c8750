import { useEffect } from 'react';
import { useEditor } from '../state/EditorContext';
import type { Outline } from '../state/pages';

/** About as many rows as can be seen at once. */
const A_SCREENFUL = 40;

/** Opens the topmost memories the first time, as long as their children fit about one screen. */
export function useFirstOpening(outline: Outline | null): void {
  const { nav, dispatch } = useEditor();
  const { opened } = nav;
  useEffect(() => {
    if (opened || !outline) return;
    let room = A_SCREENFUL - outline.total;
    const keys: string[] = [];
    for (const { key, childCount, expanded } of outline.rows.values()) {
      if (childCount === 0 || expanded || childCount > room) continue;
      keys.push(key);
      room -= childCount;
    }
    dispatch({ do: 'opened', keys });
  }, [opened, outline, dispatch]);
}
