import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { Announcer } from '../shared/Announcer';
import { MenuHost } from '../shared/MenuHost';
import { t } from '../shared/strings';
import { useDelayed } from '../shared/useDelayed';
import { Banner } from '../shared/Banner';
import { Dialogs } from './dialogs/Dialogs';
import type { OpenDialog } from './dialogs/openDialog';
import { Panes } from './Panes';
import { PickBanner } from './PickBanner';
import { SpotlightBanner } from './SpotlightBanner';
import { EditorContext } from './state/EditorContext';
import type { Editor, EditorChannel } from './state/EditorContext';
import { navigate } from './state/navigation';
import { keepNavigation, restoreNavigation } from './state/persist';
import { useActions } from './state/useActions';
import { useConnection } from './state/useConnection';
import type { Connection } from './state/useConnection';
import { useHostEvents } from './state/useHostEvents';
import { useSpotlight } from './state/useSpotlight';
import { runCommand } from './runCommand';
import { StatusBar } from './StatusBar';
import { TopBar } from './topBar/TopBar';

/** The cube editor, from the first greeting on. */
export function App({ channel }: { channel: EditorChannel }): React.JSX.Element {
  const connection = useConnection(channel);
  const slow = useDelayed(connection.hello === null);
  return (
    <Announcer>
      <MenuHost>
        {connection.hello ? (
          <Loaded channel={channel} connection={connection} />
        ) : (
          <div className="empty" aria-busy="true">
            {connection.error === null ? (
              slow && <p>{t('Opening…')}</p>
            ) : (
              <Banner text={connection.error} onRetry={connection.retry} />
            )}
          </div>
        )}
      </MenuHost>
    </Announcer>
  );
}

function Loaded({
  channel,
  connection,
}: {
  channel: EditorChannel;
  connection: Connection;
}): React.JSX.Element | null {
  const first = connection.hello;
  const look = { hasEdges: first?.summary.hasEdges ?? true, graphLimit: first?.graphLimit };
  const [nav, dispatch] = useReducer(navigate, look, restoreNavigation);
  const [dialog, openDialog] = useState<OpenDialog | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const actions = useActions(channel, dispatch, setFailure);
  const { hello, summary, version } = connection;
  const showGraph = useCallback(() => dispatch({ do: 'light' }), []);
  const spotlight = useSpotlight(channel, first?.spotlight, showGraph);
  useEffect(() => keepNavigation(nav), [nav]);

  const editor = useMemo<Editor | null>(
    () =>
      hello && summary && { channel, hello, summary, version, nav, dispatch, actions, spotlight, openDialog },
    [channel, hello, summary, version, nav, actions, spotlight],
  );
  useHostEvents(channel, nav.selection, {
    command: (name) => editor && runCommand(name, editor),
    reveal: (key) => void actions.reveal(key),
  });
  const reveal = hello?.reveal;
  useEffect(() => {
    if (reveal !== undefined) void actions.reveal(reveal);
  }, [reveal, actions]);
  const dismiss = useCallback(() => setFailure(null), []);
  if (!editor) return null;
  return (
    <EditorContext.Provider value={editor}>
      <div className="editor">
        <TopBar />
        {failure !== null && <Banner text={failure} onDismiss={dismiss} />}
        <PickBanner />
        <SpotlightBanner />
        <Panes />
        <StatusBar />
      </div>
      <Dialogs dialog={dialog} onClose={() => openDialog(null)} />
    </EditorContext.Provider>
  );
}
