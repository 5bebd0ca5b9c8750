import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';

/**
 * Measures the names of the columns and gives their widths to the style sheet as `--name-<column>` on the
 * element around head and rows, so that a column is as wide as its name in any language and font. `names`
 * tells the shown columns apart from others.
 */
export function useNameWidths(head: RefObject<HTMLElement | null>, names: string): void {
  useLayoutEffect(() => {
    const around = head.current?.closest<HTMLElement>('.outline');
    if (!head.current || !around) return;
    for (const name of head.current.querySelectorAll<HTMLElement>('[data-column]')) {
      const width = Math.ceil(name.getBoundingClientRect().width);
      around.style.setProperty(`--name-${name.dataset['column'] ?? ''}`, `${width}px`);
    }
  }, [head, names]);
}
