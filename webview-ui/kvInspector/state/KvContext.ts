import { createContext, useContext } from 'react';
import type { KvRow } from '../../../src/engine/model/kvItem';
import type { Channel } from '../../../src/protocol/channel';
import type { KvDetail, KvHostContract, KvState, KvViewContract } from '../../../src/protocol/kvInspector';

export type KvChannel = Channel<KvViewContract, KvHostContract>;

/** The parts of an item's page. */
export const TABS = ['overview', 'ask', 'text', 'layers'] as const;
export type Tab = (typeof TABS)[number];

/** What every part of the inspector may use. */
export interface KvModelOfView {
  readonly channel: KvChannel;
  readonly state: KvState;
  readonly selected: KvRow | undefined;
  readonly select: (id: string) => void;
  /** The selected item in full; undefined while it is asked for. */
  readonly detail: KvDetail | undefined;
  readonly detailError: string | null;
  /** Asks for the detail again. */
  readonly refresh: () => void;
  readonly tab: Tab;
  readonly setTab: (tab: Tab) => void;
  /** Runs a request; a failure is shown, and gives null. */
  readonly attempt: <T>(work: Promise<T>) => Promise<T | null>;
}

export const KvContext = createContext<KvModelOfView | null>(null);

/** The inspector around a component. */
export function useKv(): KvModelOfView {
  const kv = useContext(KvContext);
  if (!kv) throw new Error('useKv is for components inside the KV inspector.');
  return kv;
}
