import { useCallback, useEffect, useState } from 'react';
import type { KvHello } from '../../../src/protocol/kvInspector';
import { useAnnounce } from '../../shared/Announcer';
import { messageOf } from '../../shared/messageOf';
import { t } from '../../shared/strings';
import { useLatest } from '../../shared/useLatest';
import { keptChoice } from '../../shared/keptChoice';
import { vscodeApi } from '../../shared/vscodeApi';
import { TABS, type KvChannel, type KvModelOfView, type Tab } from './KvContext';

export interface Connected {
  readonly model: KvModelOfView;
  readonly failure: string | null;
  readonly dismiss: () => void;
}

/** The inspector as the page sees it: the items of the cube, the chosen one, and what can be done with it. */
export function useKvModel(channel: KvChannel, hello: KvHello): Connected {
  const [kept] = useState(() => keptChoice(TABS));
  const [state, setState] = useState(hello.state);
  const [selectedId, select] = useState(hello.item ?? kept.selected);
  const [tab, setTab] = useState<Tab>(kept.tab);
  const [version, setVersion] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const announce = useAnnounce();
  const selected = state.rows.find(({ id }) => id === selectedId) ?? state.rows[0];
  const id = selected?.id;
  // Progress is told several times a second; only what concerns the item makes it be asked for again.
  const stamp = JSON.stringify([selected, state.model]);
  const ask = useCallback(
    async (signal: AbortSignal) =>
      id === undefined || stamp === '' ? undefined : channel.request('detail', { id }, signal),
    [channel, id, stamp],
  );
  const { value: detail, error: detailError } = useLatest(ask, id ?? '', version);
  const standing = selected?.standing;
  useEffect(() => {
    if (standing === 'stale') announce(t('A memory of this item has changed: it is stale.'));
  }, [id, standing, announce]);
  useEffect(() => {
    const offChanged = channel.on('changed', setState);
    const offShow = channel.on('show', (item) => select(item.id));
    return () => {
      offChanged();
      offShow();
    };
  }, [channel]);
  // VS Code gives the state back, which an effect must not.
  useEffect(() => {
    vscodeApi().setState({ cube: hello.cube, selected: id ?? null, tab });
  }, [hello.cube, id, tab]);
  const attempt = useCallback(async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      const done = await work;
      setFailure(null);
      return done;
    } catch (reason) {
      setFailure(messageOf(reason));
      return null;
    }
  }, []);
  const refresh = useCallback(() => setVersion((count) => count + 1), []);
  return {
    model: { channel, state, selected, select, detail, detailError, refresh, tab, setTab, attempt },
    failure,
    dismiss: () => setFailure(null),
  };
}
