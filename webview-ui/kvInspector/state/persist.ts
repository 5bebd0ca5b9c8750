import { vscodeApi } from '../../shared/vscodeApi';
import { TABS, type Tab } from './KvContext';

/** What VS Code kept of the view, as far as it can be used. */
export function restore(): { readonly selected: string | null; readonly tab: Tab } {
  const kept = vscodeApi().getState();
  const { selected, tab } =
    typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  return {
    selected: typeof selected === 'string' ? selected : null,
    tab: TABS.find((each) => each === tab) ?? 'overview',
  };
}
