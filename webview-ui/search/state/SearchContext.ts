import { createContext, useContext } from 'react';
import type { SearchResult } from '../../../src/engine/model/search';
import type { Channel } from '../../../src/protocol/channel';
import type {
  CubeSearchState,
  SearchHello,
  SearchHostContract,
  SearchJob,
  SearchViewContract,
} from '../../../src/protocol/searchView';
import type { Query } from './query';

export type SearchChannel = Channel<SearchViewContract, SearchHostContract>;

/** What every part of the search view may use. */
export interface Search {
  readonly channel: SearchChannel;
  readonly hello: SearchHello;
  readonly cube: string;
  /** Undefined until the cube's index has answered. */
  readonly state: CubeSearchState | undefined;
  readonly job: SearchJob | null;
  readonly query: Query;
  /** Changes the query; with `now` it is asked without waiting for more. */
  readonly set: (part: Partial<Query>, now?: boolean) => void;
  /** The answer to the newest question asked, or while that runs the one before. */
  readonly result: SearchResult | undefined;
  readonly searching: boolean;
  readonly selected: string | null;
  readonly select: (key: string) => void;
  readonly reveal: (key: string, focus: boolean) => void;
  /** The memory whose absence is explained. */
  readonly asked: string | null;
  readonly askWhyNot: (key: string | null) => void;
  /** Runs a request; a failure is shown, and gives null. */
  readonly attempt: <T>(work: Promise<T>) => Promise<T | null>;
  /** Takes over what the host answered about the cube. */
  readonly adopt: (state: CubeSearchState | null) => void;
}

export const SearchContext = createContext<Search | null>(null);

/** The search around a component. */
export function useSearchView(): Search {
  const search = useContext(SearchContext);
  if (!search) throw new Error('useSearchView is for components inside the search view.');
  return search;
}
