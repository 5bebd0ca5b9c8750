import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same while what it does is always the newest; for handlers given to many elements. */
export function useStable<A extends readonly unknown[], R>(work: (...values: A) => R): (...values: A) => R {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...values: A) => latest.current(...values), []);
}
