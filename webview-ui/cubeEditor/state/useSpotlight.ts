import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Spotlight } from '../../../src/protocol/searchView';
import { useAnnounce } from '../../shared/Announcer';
import { t } from '../../shared/strings';
import type { EditorChannel } from './EditorContext';

/** Memories lit up in the graph as the answer to a search; the others are dimmed. */
export interface EditorSpotlight {
  /** Null while there is none. */
  readonly spot: Spotlight | null;
  readonly keys: ReadonlySet<string>;
  readonly end: () => void;
}

/** Follows the spotlight that the host turns on and off; `onLit` is called when one begins. */
export function useSpotlight(
  channel: EditorChannel,
  first: Spotlight | undefined,
  onLit: () => void,
): EditorSpotlight {
  const [spot, setSpot] = useState<Spotlight | null>(first ?? null);
  const announce = useAnnounce();
  useEffect(
    () =>
      channel.on('spotlight', (next) => {
        setSpot(next);
        announce(next ? t('Spotlight on {0} memories', next.keys.length) : t('The spotlight is off.'));
      }),
    [channel, announce],
  );
  const lit = spot !== null;
  useEffect(() => {
    if (lit) onLit();
  }, [lit, onLit]);
  const end = useCallback(() => {
    setSpot(null);
    channel.emit('spotlightEnded', null);
  }, [channel]);
  return useMemo(() => ({ spot, keys: new Set(spot?.keys), end }), [spot, end]);
}
