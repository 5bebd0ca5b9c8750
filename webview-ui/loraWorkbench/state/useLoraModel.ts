import { useCallback, useEffect, useState } from 'react';
import type { LoraHello } from '../../../src/protocol/loraWorkbench';
import { messageOf } from '../../shared/messageOf';
import { useLatest } from '../../shared/useLatest';
import { keptChoice } from '../../shared/keptChoice';
import { vscodeApi } from '../../shared/vscodeApi';
import { TABS, type LoraChannel, type LoraModelOfView, type Tab } from './LoraContext';

export interface Connected {
  readonly model: LoraModelOfView;
  readonly failure: string | null;
  readonly dismiss: () => void;
}

/** The workbench as the page sees it: the adapters of the cube, the chosen one, and what can be done with it. */
export function useLoraModel(channel: LoraChannel, hello: LoraHello): Connected {
  const [kept] = useState(() => keptChoice(TABS));
  const [state, setState] = useState(hello.state);
  const [selectedId, select] = useState(hello.adapter ?? kept.selected);
  const [tab, setTab] = useState<Tab>(kept.tab);
  const [version, setVersion] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const selected = state.rows.find(({ id }) => id === selectedId) ?? state.rows[0];
  const id = selected?.id;
  // Training tells its progress several times a second; only what concerns the adapter makes it be asked for again.
  const stamp = JSON.stringify([selected, state.model]);
  const ask = useCallback(
    async (signal: AbortSignal) =>
      id === undefined || stamp === '' ? undefined : channel.request('detail', { id }, signal),
    [channel, id, stamp],
  );
  const { value: detail, error: detailError } = useLatest(ask, id ?? '', version);
  useEffect(() => {
    const offChanged = channel.on('changed', setState);
    const offShow = channel.on('show', (adapter) => select(adapter.id));
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
