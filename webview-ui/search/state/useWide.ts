import { useSyncExternalStore } from 'react';

/** From this width in CSS pixels on there is room for filters, results and detail side by side. */
const WIDE = '(min-width: 860px)';

/** Whether the view is wide. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia?.(WIDE).matches ?? true);
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia?.(WIDE);
  media?.addEventListener('change', listener);
  return () => media?.removeEventListener('change', listener);
}
