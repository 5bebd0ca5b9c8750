import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SearchHello, SearchTask } from '../../src/protocol/searchView';
import { useAnnounce } from '../shared/Announcer';
import { Banner } from '../shared/Banner';
import { ErrorBoundary } from '../shared/ErrorBoundary';
import { messageOf } from '../shared/messageOf';
import { t } from '../shared/strings';
import { useLatest } from '../shared/useLatest';
import { HitDetail } from './HitDetail';
import { Notices } from './Notices';
import { QuestionBar } from './QuestionBar';
import { Results } from './Results';
import { keep, restore } from './state/persist';
import { EMPTY_QUERY, queryOf, requestOf } from './state/query';
import type { Query } from './state/query';
import { SearchContext } from './state/SearchContext';
import type { Search, SearchChannel } from './state/SearchContext';
import { useCube } from './state/useCube';
import { useSettled } from './state/useSettled';
import { useSpotlight } from './state/useSpotlight';
import { useWide } from './state/useWide';
import { Tuning } from './Tuning';
import { Understood } from './Understood';
import { WhyNotDetail } from './WhyNotDetail';

/** Milliseconds without a change before a question is asked. */
const PAUSE = 180;

/** The search: question, what narrows it, results, and the chosen result in detail. */
export function SearchView(props: { channel: SearchChannel; hello: SearchHello }): React.JSX.Element {
  const { channel, hello } = props;
  const [first] = useState(() => startOf(hello));
  const [cube, setCube] = useState(first.cube);
  const [query, setQuery] = useState<Query>(first.query);
  const [tuning, setTuning] = useState(first.tuning);
  const [selected, setSelected] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(first.asked);
  const [failure, setFailure] = useState<string | null>(null);
  const { state, job, error, version, retry, adopt } = useCube(channel, cube);
  const announce = useAnnounce();
  const wide = useWide();

  const { settled, flush } = useSettled({ cube, request: requestOf(query) }, PAUSE);
  const ready = state !== undefined && settled.cube === cube && settled.request.text !== '';
  const ask = useCallback(
    async (signal: AbortSignal) => (ready ? channel.request('search', settled, signal) : undefined),
    [channel, settled, ready],
  );
  const answer = useLatest(ask, cube, version);
  const result = query.text.trim() === '' ? undefined : answer.value;
  const hits = result?.hits;
  const hit = hits?.find(({ key }) => key === selected) ?? hits?.[0];
  const spotlight = useSpotlight({ channel, cube, hits, label: settled.request.text, on: first.spotlight });

  const spoken = useRef<unknown>(undefined);
  useEffect(() => {
    if (result === undefined || spoken.current === result) return;
    spoken.current = result;
    announce(t('{0} results', result.hits.length));
  }, [result, announce]);
  useEffect(
    () => keep({ cube, query, tuning, spotlight: spotlight.on }),
    [cube, query, tuning, spotlight.on],
  );
  useEffect(() => {
    const offTask = channel.on('task', (task: SearchTask) => {
      setCube(task.cube);
      if (task.request) setQuery(queryOf(task.request));
      setAsked(task.whyNot ?? null);
      flush();
    });
    const offFocus = channel.on('focus', () =>
      document.querySelector<HTMLInputElement>('#question')?.select(),
    );
    return () => {
      offTask();
      offFocus();
    };
  }, [channel, flush]);

  const search = useMemo<Search>(() => {
    const attempt: Search['attempt'] = async (work) => {
      try {
        const done = await work;
        setFailure(null);
        return done;
      } catch (reason) {
        setFailure(messageOf(reason));
        return null;
      }
    };
    return {
      ...{ channel, hello, cube, state, job, query, result, adopt, asked, attempt },
      searching: answer.loading,
      selected: hit?.key ?? null,
      set: (part, now = false) => {
        setQuery((before) => ({ ...before, ...part }));
        if (now) flush();
      },
      select: (key) => {
        setSelected(key);
        setAsked(null);
      },
      askWhyNot: setAsked,
      reveal: (key, focus) => void attempt(channel.request('reveal', { cube, key, focus })),
    };
  }, [channel, hello, cube, state, job, query, result, adopt, asked, answer.loading, hit, flush]);

  const shown = tuning ?? wide;
  const problem = failure ?? error ?? (ready ? answer.error : null);
  return (
    <SearchContext.Provider value={search}>
      <main className="search-view" data-tuning={shown}>
        <h1 className="visually-hidden">{t('Search')}</h1>
        <QuestionBar
          tuning={shown}
          onTuning={() => setTuning(!shown)}
          spotlight={spotlight.on}
          onSpotlight={spotlight.toggle}
          onCube={(next) => {
            setCube(next);
            setQuery(({ text }) => ({ ...EMPTY_QUERY, text }));
            setAsked(null);
          }}
        />
        <Understood />
        {problem !== null && (
          <Banner
            text={problem}
            {...(failure === null ? { onRetry: error === null ? answer.retry : retry } : {})}
            {...(failure === null ? {} : { onDismiss: () => setFailure(null) })}
          />
        )}
        <Notices />
        <div className="search-body">
          <ErrorBoundary>
            {shown && <Tuning />}
            <section className="results" aria-label={t('Results')}>
              <Results />
            </section>
            {(hit ?? asked) && query.text.trim() !== '' && (
              <aside className="detail" aria-label={t('Detail')}>
                {asked !== null ? (
                  <WhyNotDetail memory={asked} version={version} />
                ) : (
                  hit && <HitDetail hit={hit} />
                )}
              </aside>
            )}
          </ErrorBoundary>
        </div>
      </main>
    </SearchContext.Provider>
  );
}

/** Where the view begins: with what it was opened to do, else where the person was. */
function startOf(hello: SearchHello): {
  cube: string;
  query: Query;
  tuning: boolean | null;
  asked: string | null;
  spotlight: boolean;
} {
  const { task, cubes } = hello;
  const kept = restore();
  const known = (cube: string | null): string | undefined => cubes.find(({ id }) => id === cube)?.id;
  const cube = task?.cube ?? known(kept.cube) ?? known(hello.cube) ?? cubes[0]?.id ?? '';
  const query = task?.request ? queryOf(task.request) : cube === kept.cube ? kept.query : EMPTY_QUERY;
  const { tuning, spotlight } = kept;
  return { cube, query, tuning, asked: task?.whyNot ?? null, spotlight };
}
