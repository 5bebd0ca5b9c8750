import { useEffect } from 'react';
import type { SearchHello } from '../../../src/protocol/searchView';
import { useGreeting } from '../../shared/useGreeting';
import type { SearchChannel } from './SearchContext';

/** Greets the host and follows which cubes there are. */
export function useHello(channel: SearchChannel): {
  readonly hello: SearchHello | null;
  readonly error: string | null;
  readonly retry: () => void;
} {
  const { change, ...greeting } = useGreeting<SearchHello>(channel);
  useEffect(
    () => channel.on('cubes', ({ cubes }) => change((before) => ({ ...before, cubes }))),
    [channel, change],
  );
  return greeting;
}
