import { createContext, useContext } from 'react';
import type { AdapterRow } from '../../../src/engine/model/loraItem';
import type { Channel } from '../../../src/protocol/channel';
import type {
  LoraDetail,
  LoraHostContract,
  LoraState,
  LoraViewContract,
} from '../../../src/protocol/loraWorkbench';

export type LoraChannel = Channel<LoraViewContract, LoraHostContract>;

/** The parts of an adapter's page. */
export const TABS = ['overview', 'training', 'layers', 'compare'] as const;
export type Tab = (typeof TABS)[number];

/** What every part of the workbench may use. */
export interface LoraModelOfView {
  readonly channel: LoraChannel;
  readonly state: LoraState;
  readonly selected: AdapterRow | undefined;
  readonly select: (id: string) => void;
  /** The selected adapter in full; undefined while it is asked for. */
  readonly detail: LoraDetail | undefined;
  readonly detailError: string | null;
  /** Asks for the detail again. */
  readonly refresh: () => void;
  readonly tab: Tab;
  readonly setTab: (tab: Tab) => void;
  /** Runs a request; a failure is shown, and gives null. */
  readonly attempt: <T>(work: Promise<T>) => Promise<T | null>;
}

export const LoraContext = createContext<LoraModelOfView | null>(null);

/** The workbench around a component. */
export function useLora(): LoraModelOfView {
  const lora = useContext(LoraContext);
  if (!lora) throw new Error('useLora is for components inside the LoRA workbench.');
  return lora;
}
