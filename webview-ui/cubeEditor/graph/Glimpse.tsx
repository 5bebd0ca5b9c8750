import { useCallback } from 'react';
import { useEditor } from '../state/EditorContext';
import { useLatest } from '../../shared/useLatest';

const LENGTH = 110;

/** The beginning of a memory's text and its tags, for a close look; asked for only then. */
export function Glimpse({ memory }: { memory: string }): React.JSX.Element | null {
  const { channel, version } = useEditor();
  const request = useCallback(
    (signal: AbortSignal) => channel.request('detail', { key: memory }, signal),
    [channel, memory],
  );
  const { value } = useLatest(request, memory, version);
  if (!value) return null;
  const { tags } = value.row;
  return (
    <>
      <span className="memory-snippet">{value.memory.slice(0, LENGTH)}</span>
      {tags.length > 0 && <span className="memory-tags">{tags.slice(0, 4).join(' · ')}</span>}
    </>
  );
}
