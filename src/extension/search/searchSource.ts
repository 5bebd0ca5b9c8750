import type { Disposable } from '../../engine/base/events';
import type { MemoryRow } from '../../engine/model/memory';
import type { SearchRequest, SearchResult, SearchWeights, WhyNot } from '../../engine/model/search';
import type { SearchJob, SearchableCube, VectorState } from '../../protocol/searchView';
import type { SettingsStore } from './searchSettings';

/** A cube as the search sees it, in a folder or in a store. */
export interface SearchSource extends Disposable {
  readonly cube: SearchableCube;
  readonly settings: SettingsStore;
  /** The engine's weights. */
  readonly defaults: Required<SearchWeights>;
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult>;
  whyNot(key: string, request: SearchRequest, signal?: AbortSignal): Promise<WhyNot>;
  row(key: string): Promise<MemoryRow | null>;
  vectors(signal?: AbortSignal): Promise<VectorState>;
  /** Makes missing and stale vectors; ends early when stopped. */
  embed(): Promise<void>;
  /** Stops what `onJob` tells of. */
  stop(): void;
  /** Lets the person choose a memory; undefined when they change their mind. */
  pick(): Promise<string | undefined>;
  reveal(key: string, focus: boolean): Promise<void>;
  /** The content has changed. */
  onDidChange(listener: () => void): Disposable;
  /** Progress of something that takes long; null when it is over. */
  onJob(listener: (job: SearchJob | null) => void): Disposable;
}
