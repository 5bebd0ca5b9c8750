import { vscodeApi } from '../../shared/vscodeApi';
import { INITIAL_NAVIGATION } from './navigation';
import type { Navigation } from './navigation';

/** Raised when the meaning of what is kept changes; what an older version kept is then forgotten. */
const SCHEMA = 1;

/** What the first look at a cube depends on. */
export interface FirstLook {
  /** Whether the format has relations; without any, a graph is dots that nothing joins. */
  readonly hasEdges: boolean;
  /** How many memories the graph shows at first (a setting). */
  readonly graphLimit?: number | undefined;
}

/** Where the person was when this editor was last shown; the first time, what suits the cube. */
export function restoreNavigation({ hasEdges, graphLimit }: FirstLook): Navigation {
  const fresh: Navigation = {
    ...INITIAL_NAVIGATION,
    layout: hasEdges ? INITIAL_NAVIGATION.layout : 'outline',
    graphLimit: graphLimit ?? INITIAL_NAVIGATION.graphLimit,
  };
  const kept: unknown = vscodeApi().getState();
  if (typeof kept !== 'object' || kept === null) return fresh;
  const { schema, navigation } = kept as { schema?: unknown; navigation?: unknown };
  if (schema !== SCHEMA || typeof navigation !== 'object' || navigation === null) return fresh;
  const values = navigation as Record<string, unknown>;
  const usable = Object.entries(fresh).map(([name, initial]): [string, unknown] => {
    const value = values[name];
    return [name, sameShape(initial, value) ? value : initial];
  });
  return { ...(Object.fromEntries(usable) as unknown as Navigation), pick: null };
}

/** Keeps where the person is. Data is not kept; it is asked for again. */
export function keepNavigation(navigation: Navigation): void {
  vscodeApi().setState({ schema: SCHEMA, navigation: { ...navigation, pick: null } });
}

function sameShape(initial: unknown, value: unknown): boolean {
  if (initial === null) return value === null || typeof value === 'string' || isRecord(value);
  if (Array.isArray(initial)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (isRecord(initial)) {
    return isRecord(value) && Object.entries(initial).every(([name, part]) => sameShape(part, value[name]));
  }
  return typeof value === typeof initial;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
