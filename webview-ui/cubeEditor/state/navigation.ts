import { EMPTY_FILTER } from '../../../src/protocol/cubeEditor';
import type { Filter, SortKey } from '../../../src/protocol/cubeEditor';

/** Which parts the editor shows. */
export type Layout = 'outline' | 'split' | 'graph';

/** Waiting for the person to point at a memory: the new parent, or the other end of a relation. */
export interface Pick {
  readonly purpose: 'parent' | 'relation';
  readonly keys: readonly string[];
  /** Their ids, which relations speak of. */
  readonly ids: readonly string[];
}

/** Everything that the view owns: where the person is and how things are arranged. */
export interface Navigation {
  readonly filter: Filter;
  readonly sort: { readonly by: SortKey; readonly descending: boolean };
  readonly shape: 'tree' | 'flat';
  readonly expanded: readonly string[];
  readonly layout: Layout;
  /** Selected memories; the last one is the active one. */
  readonly selection: readonly string[];
  readonly active: string | null;
  /** How many rows “select all” meant where only the loaded ones were selected; otherwise 0. */
  readonly selectedOf: number;
  readonly scrollTop: number;
  readonly viewport: { readonly x: number; readonly y: number; readonly zoom: number } | null;
  readonly graphExpanded: readonly string[];
  readonly graphLimit: number;
  /** Types switched off in the legend of the graph. */
  readonly hiddenTypes: readonly string[];
  readonly graphAsTable: boolean;
  /** Columns of the outline that are switched off. */
  readonly hiddenColumns: readonly string[];
  /** Widths in CSS pixels. */
  readonly outlineWidth: number;
  readonly inspectorWidth: number;
  readonly pick: Pick | null;
  /** Whether the outline has been shown before; the first time its top levels are opened. */
  readonly opened: boolean;
}

export const INITIAL_NAVIGATION: Navigation = {
  filter: EMPTY_FILTER,
  sort: { by: 'file', descending: false },
  shape: 'tree',
  expanded: [],
  layout: 'split',
  selection: [],
  active: null,
  selectedOf: 0,
  scrollTop: 0,
  viewport: null,
  graphExpanded: [],
  graphLimit: 400,
  hiddenTypes: [],
  graphAsTable: false,
  hiddenColumns: [],
  outlineWidth: 480,
  inspectorWidth: 340,
  pick: null,
  opened: false,
};

export type NavigationAction =
  | {
      readonly do: 'select';
      readonly keys: readonly string[];
      readonly active: string | null;
      readonly of?: number;
    }
  | { readonly do: 'opened'; readonly keys: readonly string[] }
  | { readonly do: 'expand'; readonly keys: readonly string[] }
  | { readonly do: 'collapse'; readonly keys: readonly string[] }
  | { readonly do: 'filter'; readonly filter: Partial<Filter> }
  | { readonly do: 'sort'; readonly by: SortKey }
  | { readonly do: 'expandInGraph'; readonly key: string }
  | { readonly do: 'showGraph' }
  | { readonly do: 'light' }
  | { readonly do: 'toggleType'; readonly type: string }
  | { readonly do: 'toggleColumn'; readonly column: string }
  | { readonly do: 'pick'; readonly pick: Pick | null }
  | {
      readonly do: 'set';
      readonly values: Partial<
        Part<'layout' | 'shape' | 'scrollTop' | 'viewport' | 'graphLimit' | 'graphAsTable' | 'outlineWidth'> &
          Part<'inspectorWidth' | 'expanded'>
      >;
    };

type Part<K extends keyof Navigation> = { readonly [P in K]: Navigation[P] };

/** The navigation after one action; the same object when nothing changes. */
export function navigate(state: Navigation, action: NavigationAction): Navigation {
  switch (action.do) {
    case 'select':
      return { ...state, selection: action.keys, active: action.active, selectedOf: action.of ?? 0 };
    case 'opened':
      return { ...state, opened: true, expanded: [...state.expanded, ...action.keys] };
    case 'expand':
      return { ...state, expanded: [...new Set([...state.expanded, ...action.keys])] };
    case 'collapse':
      return { ...state, expanded: state.expanded.filter((key) => !action.keys.includes(key)) };
    case 'filter':
      return { ...state, filter: { ...state.filter, ...action.filter }, scrollTop: 0 };
    case 'sort':
      return { ...state, sort: nextSort(state.sort, action.by), scrollTop: 0 };
    case 'expandInGraph':
      return { ...state, graphExpanded: [...new Set([...state.graphExpanded, action.key])] };
    case 'showGraph':
      return { ...state, layout: state.layout === 'outline' ? 'split' : state.layout, graphAsTable: false };
    case 'light':
      return state.layout === 'outline' ? { ...state, layout: 'split' } : state;
    case 'toggleType':
      return { ...state, hiddenTypes: toggled(state.hiddenTypes, action.type) };
    case 'toggleColumn':
      return { ...state, hiddenColumns: toggled(state.hiddenColumns, action.column) };
    case 'pick':
      return { ...state, pick: action.pick };
    case 'set':
      return { ...state, ...action.values };
  }
}

/** A list with a value added, or taken out when it was there. */
export function toggled(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

/** Whether a filter lets everything through. */
export function isEmptyFilter(filter: Filter): boolean {
  return (
    filter.text.trim() === '' &&
    filter.types.length + filter.statuses.length + filter.tags.length === 0 &&
    filter.usedWithinDays === undefined
  );
}

/** A first click sorts, the second turns the order round, the third goes back to the order of the file. */
function nextSort(sort: Navigation['sort'], by: SortKey): Navigation['sort'] {
  const startsDescending = by === 'uses' || by === 'chars' || by === 'updatedAt' || by === 'confidence';
  if (sort.by !== by) return { by, descending: startsDescending };
  if (sort.descending === startsDescending) return { by, descending: !startsDescending };
  return { by: 'file', descending: false };
}
