import { useEffect, useRef } from 'react';
import { useEditor } from '../state/EditorContext';
import type { Outline } from '../state/pages';

/** Brings the active memory into sight when it has become another one, fetching its page when needed. */
export function useReveal(
  outline: Outline | null,
  ensure: (from: number, to: number) => void,
  scrollTo: (index: number) => void,
): void {
  const { nav, channel } = useEditor();
  const { active } = nav;
  const seen = useRef<string | null>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!outline || active === seen.current) return undefined;
    // What was active when the editor was left comes back with its scroll position.
    if (first.current) {
      first.current = false;
      seen.current = active;
      if (nav.scrollTop > 0) return undefined;
    }
    if (active === null) {
      seen.current = null;
      return undefined;
    }
    const index = outline.indices.get(active);
    if (index !== undefined) {
      seen.current = active;
      scrollTo(index);
      return undefined;
    }
    const abort = new AbortController();
    channel.request('locate', { key: active }, abort.signal).then(
      (place) => {
        if (abort.signal.aborted || place.index < 0) return;
        seen.current = active;
        ensure(place.index, place.index);
        scrollTo(place.index);
      },
      () => undefined,
    );
    return () => abort.abort();
  }, [outline, active, channel, ensure, scrollTo, nav.scrollTop]);
}
