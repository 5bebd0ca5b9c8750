import type { Decision, Resolution, Verdict } from '../../src/engine/model/proposal';
import type { ReviewLine } from '../../src/engine/model/review';
import { t } from '../shared/strings';
import { takes, type Outcome } from './state/filter';

const VERDICTS: Readonly<Record<Verdict, () => string>> = {
  new: () => t('New'),
  exact: () => t('Already there'),
  near: () => t('Almost the same'),
  semantic: () => t('Same meaning'),
  contradiction: () => t('Contradiction'),
};

const VERDICT_ICONS: Readonly<Record<Verdict, string>> = {
  new: 'sparkle',
  exact: 'copy',
  near: 'diff',
  semantic: 'references',
  contradiction: 'warning',
};

const OUTCOMES: Readonly<Record<Outcome, () => string>> = {
  open: () => t('Open'),
  accepted: () => t('Accepted'),
  rejected: () => t('Left out'),
  applied: () => t('Carried out'),
};

const DECISIONS: Readonly<Record<Decision, () => string>> = {
  add: () => t('Accepted'),
  replace: () => t('Replaces the other'),
  merge: () => t('Merged with the other'),
  skip: () => t('Left out'),
  rejected: () => t('Rejected'),
};

const DECISION_ICONS: Readonly<Record<Decision, string>> = {
  add: 'check',
  replace: 'replace',
  merge: 'git-merge',
  skip: 'circle-slash',
  rejected: 'close',
};

const SUGGESTIONS: Readonly<Record<Resolution, () => string>> = {
  add: () => t('Suggested: accept'),
  replace: () => t('Suggested: replace the other'),
  merge: () => t('Suggested: merge'),
  skip: () => t('Suggested: leave out'),
};

/** Name of what was found about a proposal. */
export const verdictName = (verdict: Verdict): string => VERDICTS[verdict]();
/** Codicon of what was found. */
export const verdictIcon = (verdict: Verdict): string => VERDICT_ICONS[verdict];
/** Name of what becomes of a proposal, for filters. */
export const outcomeName = (outcome: Outcome): string => OUTCOMES[outcome]();
/** What a decision means, as a statement about the proposal. */
export const decisionName = (decision: Decision | null): string =>
  decision === null ? t('No decision yet') : DECISIONS[decision]();
const decisionIcon = (decision: Decision | null): string =>
  decision === null ? 'circle-large-outline' : DECISION_ICONS[decision];
/** Where a proposal stands, in words. */
export const standName = ({ applied, decision }: ReviewLine): string =>
  applied ? t('Carried out: {0}', decisionName(decision)) : decisionName(decision);
/** Codicon of where a proposal stands. */
export const standIcon = ({ applied, decision }: ReviewLine): string =>
  applied && decision !== null && takes(decision) ? 'pass-filled' : decisionIcon(decision);
/** What is suggested, in words. */
export const suggestionName = (suggested: Resolution): string => SUGGESTIONS[suggested]();
