import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * A value that follows another once this has not changed for so many milliseconds, or at once after `flush`.
 * Both are compared as JSON.
 */
export function useSettled<T>(value: T, pause: number): { readonly settled: T; readonly flush: () => void } {
  const [settled, setSettled] = useState(value);
  const latest = useRef(value);
  const [flushed, setFlushed] = useState(0);
  const handled = useRef(0);
  const text = JSON.stringify(value);
  useEffect(() => {
    latest.current = value;
  });
  useEffect(() => {
    const follow = (): void =>
      setSettled((before) => (JSON.stringify(before) === text ? before : latest.current));
    if (handled.current !== flushed) {
      handled.current = flushed;
      follow();
      return undefined;
    }
    const timer = setTimeout(follow, pause);
    return () => clearTimeout(timer);
  }, [text, flushed, pause]);
  const flush = useCallback(() => setFlushed((count) => count + 1), []);
  return { settled, flush };
}
