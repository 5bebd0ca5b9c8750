import { useEffect, useRef } from 'react';
import type { ViewCommand } from '../../../src/protocol/cubeEditor';
import type { EditorChannel } from './EditorContext';

/** Listens to what the host asks of the view, and tells it what is selected. */
export function useHostEvents(
  channel: EditorChannel,
  selection: readonly string[],
  on: { readonly command: (name: ViewCommand) => void; readonly reveal: (key: string) => void },
): void {
  const latest = useRef(on);
  useEffect(() => {
    latest.current = on;
  });
  useEffect(() => {
    const offCommand = channel.on('command', ({ name }) => latest.current.command(name));
    const offReveal = channel.on('reveal', ({ key }) => latest.current.reveal(key));
    return () => {
      offCommand();
      offReveal();
    };
  }, [channel]);
  useEffect(() => channel.emit('selection', { keys: selection }), [channel, selection]);
}
