import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Decision } from '../../../src/engine/model/proposal';
import type { ReviewLine } from '../../../src/engine/model/review';
import type { ReviewDecision, ReviewHello } from '../../../src/protocol/reviewView';
import { useAnnounce } from '../../shared/Announcer';
import { messageOf } from '../../shared/messageOf';
import { t } from '../../shared/strings';
import { useLatest } from '../../shared/useLatest';
import { decisionName } from '../names';
import { matching, nextAfter } from './filter';
import { keep, restore } from './persist';
import type { ReviewChannel, ReviewModel } from './ReviewContext';
import { useDrafts } from './useDrafts';

export interface Connected {
  readonly model: ReviewModel;
  readonly failure: string | null;
  readonly dismiss: () => void;
  /** Whether the batch was thrown away elsewhere. */
  readonly gone: boolean;
}

/** The review as the page sees it: the batch, what of it is in sight, and what can be done. */
export function useReviewModel(channel: ReviewChannel, hello: ReviewHello): Connected {
  const [kept] = useState(restore);
  const [state, setState] = useState(hello.state);
  const [version, setVersion] = useState(0);
  const [filter, setFilter] = useState(kept.filter);
  const [selectedId, select] = useState(kept.selected);
  const [editing, setEditing] = useState(false);
  const [pending, setPending] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  const announce = useAnnounce();

  const lines = useMemo(() => matching(state.lines, filter), [state.lines, filter]);
  const selected = lines.find(({ id }) => id === selectedId) ?? lines[0];
  const id = selected?.id;
  const ask = useCallback(
    async (signal: AbortSignal) => (id === undefined ? undefined : channel.request('detail', { id }, signal)),
    [channel, id],
  );
  const { value: detail, error: detailError } = useLatest(ask, id ?? '', version);
  const drafts = useDrafts(kept.drafts, id, detail);

  useEffect(() => {
    const offChanged = channel.on('changed', (next) => {
      setState(next);
      setVersion((count) => count + 1);
    });
    const offGone = channel.on('gone', () => setGone(true));
    return () => {
      offChanged();
      offGone();
    };
  }, [channel]);
  useEffect(
    () => keep(hello.place, { filter, selected: id ?? null, drafts: drafts.all }),
    [hello.place, filter, id, drafts.all],
  );

  const attempt = useCallback(async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      const done = await work;
      setFailure(null);
      return done;
    } catch (reason) {
      setFailure(messageOf(reason));
      return null;
    }
  }, []);
  /** The same for what changes the batch or the cube: nothing else is decided meanwhile. */
  const change = async <T>(work: Promise<T>): Promise<T | null> => {
    setPending((count) => count + 1);
    const done = await attempt(work);
    setPending((count) => count - 1);
    return done;
  };
  const adopt = useCallback((changed: readonly ReviewLine[]): void => {
    const byId = new Map(changed.map((line) => [line.id, line]));
    setState((before) => ({ ...before, lines: before.lines.map((line) => byId.get(line.id) ?? line) }));
    setVersion((count) => count + 1);
  }, []);

  const at = useRef(lines);
  useEffect(() => {
    at.current = lines;
  });
  const decideAll = async (decisions: readonly ReviewDecision[], goOn: boolean): Promise<void> => {
    const ids = new Set(decisions.flatMap((each) => each.ids));
    const next = goOn ? nextAfter(at.current, ids) : undefined;
    const changed = await change(channel.request('decide', { decisions }));
    if (!changed) return;
    adopt(changed);
    drafts.drop(ids);
    setEditing(false);
    if (next !== undefined) select(next);
    const [only] = changed;
    announce(
      changed.length === 1 && only
        ? `${only.title}: ${decisionName(only.decision)}`
        : t('{0} proposals decided', changed.length),
    );
  };
  const decide = (decision: Decision | null): void => {
    if (!selected || selected.applied) return;
    const edited = decision === null ? undefined : drafts.edited;
    void decideAll(
      [{ ids: [selected.id], decision, ...(edited !== undefined && { edited }) }],
      decision !== null,
    );
  };
  const undoDecision = async (redo: boolean): Promise<void> => {
    const changed = await change(channel.request('undoDecision', { redo }));
    if (!changed) return;
    adopt(changed);
    const [first] = changed;
    if (first && changed.length === 1) select(first.id);
    announce(
      changed.length === 0
        ? t('No decision to take back.')
        : redo
          ? t('{0} decisions made again', changed.length)
          : t('{0} decisions taken back', changed.length),
    );
  };
  const apply = async (): Promise<void> => {
    const outcome = await change(channel.request('apply', null));
    if (!outcome) return;
    announce(t('{0} memories added', outcome.added + outcome.replaced + outcome.merged));
  };
  const undoApply = async (): Promise<void> => {
    await change(channel.request('undoApply', null).then(() => announce(t('Taken back'))));
  };

  const { draft, set: setDraft } = drafts;
  const model: ReviewModel = {
    ...{ channel, state, version, filter, lines, selected, detailError, editing, draft, setDraft, attempt },
    setFilter: (part) => setFilter((before) => ({ ...before, ...part })),
    select: (next) => {
      select(next);
      setEditing(false);
    },
    detail: detail?.id === id ? detail : undefined,
    canDecide: state.head.state === 'review' && !gone && !state.lost,
    busy: pending > 0,
    setEditing,
    decide,
    decideAll: (decisions) => void decideAll(decisions, false),
    undoDecision: (redo) => void undoDecision(redo),
    apply: () => void apply(),
    undoApply: () => void undoApply(),
  };
  return { model, failure, dismiss: () => setFailure(null), gone };
}
