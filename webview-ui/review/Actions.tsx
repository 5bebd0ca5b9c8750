import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import type { Decision } from '../../src/engine/model/proposal';
import type { ReviewLine } from '../../src/engine/model/review';
import { t } from '../shared/strings';
import { useReview } from './state/ReviewContext';

interface Action {
  readonly decision: Decision;
  readonly label: string;
  readonly icon: string;
  readonly note: string;
}

/** What can be decided on a proposal; what is suggested stands out. */
export function Actions({ line }: { line: ReviewLine }): React.JSX.Element | null {
  const { canDecide, busy, decide, draft, state } = useReview();
  if (line.applied) return null;
  const edited = draft !== undefined || line.edited;
  const empty = draft !== undefined && draft.trim() === '';
  const collides: readonly Action[] = [
    {
      decision: 'replace',
      label: t('Replace the Other'),
      icon: 'replace',
      note: t('Takes its place and its relations; the other is archived. (P)'),
    },
    {
      decision: 'merge',
      label: t('Merge'),
      icon: 'git-merge',
      note: t('Makes one memory of both, with the tags and sources of both; the other is archived. (M)'),
    },
  ];
  const actions: readonly Action[] = [
    {
      decision: 'add',
      label: edited ? t('Accept Edited') : line.collides ? t('Accept Both') : t('Accept'),
      icon: 'check',
      note: line.collides ? t('Adds it beside the other. (Shift+A)') : t('Adds it. (A)'),
    },
    ...(line.collides ? collides : []),
    { decision: 'rejected', label: t('Reject'), icon: 'close', note: t('Leaves it out. (R)') },
  ];
  const isSuggested = ({ decision }: Action): boolean =>
    line.decision === null &&
    (line.suggested === 'skip' ? decision === 'rejected' : decision === line.suggested);
  const off = !canDecide || busy || state.readOnly;
  return (
    <div className="actions" role="toolbar" aria-label={t('Decide')}>
      {actions.map((action) => (
        <VscodeButton
          key={action.decision}
          icon={action.icon}
          secondary={!isSuggested(action)}
          disabled={off || (empty && action.decision !== 'rejected')}
          title={isSuggested(action) ? `${action.note} ${t('This is what is suggested. (A)')}` : action.note}
          onClick={() =>
            decide(action.decision === 'rejected' && line.suggested === 'skip' ? 'skip' : action.decision)
          }
        >
          {action.label}
        </VscodeButton>
      ))}
      {line.decision !== null && (
        <VscodeButton
          icon="discard"
          secondary
          disabled={!canDecide || busy}
          title={t('Opens it for a decision again. (U)')}
          onClick={() => decide(null)}
        >
          {t('Take Back')}
        </VscodeButton>
      )}
    </div>
  );
}
