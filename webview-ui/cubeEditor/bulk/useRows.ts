import { useEffect, useState } from 'react';
import type { MemoryDetail } from '../../../src/protocol/cubeEditor';
import { useEditor } from '../state/EditorContext';

/** How many details are read at once; more would only be a longer list. */
const MOST = 50;

/** Details of the first memories of a selection, in its order, as far as they have come. */
export function useRows(keys: readonly string[]): readonly MemoryDetail[] {
  const { channel, version } = useEditor();
  const [details, setDetails] = useState<readonly MemoryDetail[]>([]);
  const subject = JSON.stringify(keys.slice(0, MOST));
  useEffect(() => {
    const abort = new AbortController();
    const wanted = JSON.parse(subject) as string[];
    Promise.all(wanted.map((key) => channel.request('detail', { key }, abort.signal))).then(
      (found) => {
        if (!abort.signal.aborted) setDetails(found.filter((detail) => detail !== null));
      },
      () => undefined,
    );
    return () => abort.abort();
  }, [channel, subject, version]);
  return details;
}
