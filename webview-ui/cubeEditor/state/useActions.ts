import { useMemo } from 'react';
import type { Dispatch } from 'react';
import type { Edit } from '../../../src/protocol/cubeEditor';
import { useAnnounce } from '../../shared/Announcer';
import { t } from '../../shared/strings';
import type { EditorChannel } from './EditorContext';
import { messageOf } from '../../shared/messageOf';
import type { NavigationAction } from './navigation';

export interface EditorActions {
  /** Sends an edit. Resolves to the memories it touched, or null when it was refused; the refusal is shown. */
  readonly edit: (edit: Edit, done: string) => Promise<readonly string[] | null>;
  /** Sets or removes a field. Resolves to false where it was refused; what meets others' edits is settled elsewhere. */
  readonly setField: (
    keys: readonly string[],
    path: readonly (string | number)[],
    raw: string | null,
  ) => Promise<boolean>;
  /** Asks how to delete, then does it. */
  readonly remove: (keys: readonly string[]) => Promise<void>;
  readonly duplicate: (keys: readonly string[]) => Promise<void>;
  readonly reparent: (keys: readonly string[], parent: string | null) => Promise<void>;
  readonly open: (key: string, as: 'text' | 'file') => void;
  readonly reveal: (key: string) => Promise<void>;
  /** Runs a request whose failure is shown. */
  readonly attempt: <T>(work: Promise<T>) => Promise<T | null>;
}

/** What a person can do to memories, wherever in the editor it is asked for. */
export function useActions(
  channel: EditorChannel,
  dispatch: Dispatch<NavigationAction>,
  onError: (message: string | null) => void,
): EditorActions {
  const announce = useAnnounce();
  return useMemo(() => {
    const attempt: EditorActions['attempt'] = async (work) => {
      try {
        const result = await work;
        onError(null);
        return result;
      } catch (error) {
        onError(messageOf(error) || null);
        return null;
      }
    };
    const edit: EditorActions['edit'] = async (change, done) => {
      const result = await attempt(channel.request('edit', change));
      if (!result) return null;
      announce(done);
      return result.keys;
    };
    const select = (keys: readonly string[]): void => {
      dispatch({ do: 'select', keys, active: keys.at(-1) ?? null });
    };
    const reveal = async (key: string): Promise<void> => {
      const place = await attempt(channel.request('locate', { key }));
      if (place && place.ancestors.length > 0) dispatch({ do: 'expand', keys: place.ancestors });
      select([key]);
    };
    return {
      attempt,
      edit,
      reveal,
      setField: async (keys, path, raw) => {
        try {
          await channel.request('edit', { kind: 'set', keys, path, raw });
          onError(null);
          announce(t('Changed.'));
          return true;
        } catch (error) {
          const message = messageOf(error);
          onError(message || null);
          return message === '';
        }
      },
      remove: async (keys) => {
        const modes = removalModes();
        const button = await attempt(
          channel.request('confirm', {
            message: t('How should the selected memories be deleted?'),
            detail: t('Memories: {0}. This can be undone.', keys.length),
            buttons: modes.map(({ label }) => label),
          }),
        );
        const mode = modes.find(({ label }) => label === button)?.mode;
        if (!mode) return;
        const done = await edit({ kind: 'remove', keys, mode }, t('Deleted.'));
        if (done && mode === 'removed') select([]);
      },
      duplicate: async (keys) => {
        const copies = await edit({ kind: 'duplicate', keys }, t('Duplicated.'));
        if (copies && copies.length > 0) select(copies);
      },
      reparent: async (keys, parent) => {
        if (parent !== null) dispatch({ do: 'expand', keys: [parent] });
        await edit({ kind: 'reparent', keys, parent }, t('Moved.'));
      },
      open: (key, as) => void attempt(channel.request('open', { key, as })),
    };
  }, [channel, dispatch, onError, announce]);
}

function removalModes(): { label: string; mode: 'archived' | 'deleted' | 'removed' }[] {
  return [
    { label: t('Archive'), mode: 'archived' },
    { label: t('Mark as Deleted'), mode: 'deleted' },
    { label: t('Remove from File'), mode: 'removed' },
  ];
}
