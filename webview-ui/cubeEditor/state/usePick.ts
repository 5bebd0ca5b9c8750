import { useCallback } from 'react';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import type { Editor } from './EditorContext';

/** Finishes a pending choice with the memory pointed at. True when there was one to finish. */
export function usePick(
  editor: Editor,
): (key: string, id: string, place: { x: number; y: number }) => boolean {
  const show = useMenu();
  const { nav, dispatch, actions, hello } = editor;
  const { pick } = nav;
  return useCallback(
    (key, id, place) => {
      if (!pick) return false;
      dispatch({ do: 'pick', pick: null });
      const source = pick.ids[0];
      if (pick.purpose === 'parent') void actions.reparent(pick.keys, key);
      else if (source !== undefined && source !== id) {
        const items = hello.enumerations.edgeTypes.map((type) => ({
          label: type,
          run: () =>
            void actions.edit({ kind: 'link', edge: { source, target: id, type } }, t('Relation added.')),
        }));
        show({ label: t('Kind of relation'), items, ...place });
      }
      return true;
    },
    [pick, dispatch, actions, hello, show],
  );
}
