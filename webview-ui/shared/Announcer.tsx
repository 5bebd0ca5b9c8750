import { createContext, useCallback, useContext, useMemo, useState } from 'react';

type Announce = (text: string) => void;
const AnnounceContext = createContext<Announce>(() => undefined);

/** Says something to screen readers, after what they are reading now. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

/** Holds the live region of the page. */
export function Announcer({ children }: { children: React.ReactNode }): React.JSX.Element {
  const [message, setMessage] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => setMessage(({ turn }) => ({ text, turn: turn + 1 })), []);
  // The same text twice would not be read again without the invisible difference.
  const spoken = useMemo(() => message.text + (message.turn % 2 ? '\u00a0' : ''), [message]);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
    </AnnounceContext.Provider>
  );
}
