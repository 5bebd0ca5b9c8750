import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import { useEffect, useMemo, useState } from 'react';
import type { TopicsHello, TopicsState } from '../../src/protocol/topicsView';
import { useAnnounce } from '../shared/Announcer';
import { Banner } from '../shared/Banner';
import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { messageOf } from '../shared/messageOf';
import { t } from '../shared/strings';
import { planned } from './state/topicRows';
import type { TopicsChannel } from './TopicsApp';
import { TopicTree } from './TopicTree';

/** What putting a cube in order by topics would do, and the way to do it or to leave it. */
export function TopicsView(props: { channel: TopicsChannel; hello: TopicsHello }): React.JSX.Element {
  const { channel, hello } = props;
  const [state, setState] = useState(hello.state);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const announce = useAnnounce();
  useEffect(() => channel.on('changed', setState), [channel]);
  useEffect(() => document.getElementById('topics')?.focus(), []);
  const { fresh, moved } = useMemo(() => planned(state, left), [state, left]);

  const ask = async (work: Promise<TopicsState>, said: string): Promise<void> => {
    setBusy(true);
    try {
      setState(await work);
      setFailure(null);
      announce(said);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const again = (): void => {
    setLeft(new Set());
    void ask(channel.request('plan', null), t('The plan was made anew.'));
  };
  const apply = (): void =>
    void ask(channel.request('apply', { without: [...left] }), t('The memories are in order.'));
  const undo = (): void => void ask(channel.request('undo', null), t('Taken back'));
  const { applied, stale, readOnly, model, cube } = state;
  return (
    <main className="topics-view" aria-busy={busy}>
      <header className="topics-head">
        <div className="topics-what">
          <h1>{t('Topics for {0}', cube)}</h1>
          <p className="dim">
            {model === null
              ? t('Named by the terms that their memories share; nothing is done yet.')
              : t('Named by {0}; nothing is done yet.', model)}
          </p>
        </div>
        <div className="topics-do">
          <span className="topics-summary">
            {applied
              ? t('The memories are in order.')
              : t(
                  'New topics: {0} · memories put under topics: {1}',
                  formatNumber(fresh),
                  formatNumber(moved),
                )}
          </span>
          {applied ? (
            <>
              <VscodeButton key="undo" secondary icon="discard" disabled={busy} onClick={undo}>
                {t('Undo')}
              </VscodeButton>
              <VscodeButton key="close" onClick={() => void channel.request('cancel', null)}>
                {t('Close')}
              </VscodeButton>
            </>
          ) : (
            <>
              <VscodeButton key="cancel" secondary onClick={() => void channel.request('cancel', null)}>
                {t('Cancel')}
              </VscodeButton>
              <VscodeButton
                key="apply"
                icon="check"
                disabled={busy || readOnly || moved === 0}
                title={
                  readOnly
                    ? t('The MemCube is read-only: nothing can be added to it.')
                    : t('Makes it all one change, which can be undone.')
                }
                onClick={apply}
              >
                {t('Put in Order')}
              </VscodeButton>
            </>
          )}
        </div>
      </header>
      {failure !== null && <Banner text={failure} onDismiss={() => setFailure(null)} />}
      {stale && !applied && (
        <div className="notice-line" role="note">
          <Icon name="warning" />
          <span>{t('The MemCube has changed since this plan was made.')}</span>
          <button type="button" className="text-link" disabled={busy} onClick={again}>
            {t('Make it anew')}
          </button>
        </div>
      )}
      {state.moves.length === 0 ? (
        <div className="empty">
          <Icon name="check" />
          <p>{t('Everything is in order: there is nothing to put under topics.')}</p>
        </div>
      ) : (
        <TopicTree
          state={state}
          left={left}
          onLeave={(id, out) => setLeft((before) => changed(before, id, out))}
          onReveal={(id) => void channel.request('reveal', { id }).catch(() => undefined)}
        />
      )}
    </main>
  );
}

function changed(before: ReadonlySet<string>, id: string, out: boolean): ReadonlySet<string> {
  const next = new Set(before);
  if (out) next.add(id);
  else next.delete(id);
  return next;
}
