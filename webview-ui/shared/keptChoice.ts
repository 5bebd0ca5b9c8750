import { vscodeApi } from './vscodeApi';

/** The line and the tab that VS Code kept of a view, as far as they can be used; the first tab otherwise. */
export function keptChoice<T extends string>(
  tabs: readonly [T, ...T[]],
): { readonly selected: string | null; readonly tab: T } {
  const kept = vscodeApi().getState();
  const { selected, tab } =
    typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  return {
    selected: typeof selected === 'string' ? selected : null,
    tab: tabs.find((each) => each === tab) ?? tabs[0],
  };
}
