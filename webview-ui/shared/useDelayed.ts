import { useEffect, useState } from 'react';

/** True once `on` has lasted for so many milliseconds; false as soon as it ends. */
export function useDelayed(on: boolean, delay = 250): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return undefined;
    const timer = setTimeout(() => setLate(true), delay);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [on, delay]);
  return on && late;
}
