import * as vscode from 'vscode';
import type { KvOutcome, KvReason, KvRow } from '../../engine/model/kvItem';
import { engineText } from '../host/engineText';

/** What happened when a prompt was made ready, in the language of the interface. */
export function outcomeText({ kind, reason, sentence, reused, promptTokens }: KvOutcome): string {
  const number = (value: number): string => value.toLocaleString(vscode.env.language);
  if (kind === 'reused-ram') {
    return vscode.l10n.t('{0} of {1} tokens were in memory already.', number(reused), number(promptTokens));
  }
  if (kind === 'restored') {
    return vscode.l10n.t(
      '{0} of {1} tokens were brought back from the disk and checked.',
      number(reused),
      number(promptTokens),
    );
  }
  return reason === null ? engineText(sentence) : reasonText(reason);
}

/** Why an item is of no use as it is; '' where it is. */
export function standingReason({ standing, reason }: KvRow): string {
  return standing === 'foreign' ? reasonText('not-sealed') : engineText(reason);
}

function reasonText(reason: KvReason): string {
  const texts: Record<KvReason, string> = {
    'nothing-kept': vscode.l10n.t('Everything was computed: no KV item begins as this prompt does.'),
    'other-fingerprint': vscode.l10n.t(
      'Everything was computed: the KV item was made for another model, or another setting of it.',
    ),
    'not-worth-it': vscode.l10n.t(
      'Everything was computed: that is quicker than reading what the KV item has of this prompt.',
    ),
    'not-sealed': vscode.l10n.t(
      'The KV item was not made on this machine, or was changed since, and is not given to llama.cpp. It can be built anew.',
    ),
    expired: vscode.l10n.t('Everything was computed: the KV item has expired.'),
    damaged: vscode.l10n.t('Everything was computed: the file of the KV item is gone or damaged.'),
    refused: vscode.l10n.t('Everything was computed: llama.cpp did not take the state of the KV item.'),
    'fewer-tokens': vscode.l10n.t(
      'Everything was computed: after bringing the KV item back the model knew fewer tokens than it should.',
    ),
    'check-failed': vscode.l10n.t(
      'Everything was computed: after bringing the KV item back the model said something else than when it was built.',
    ),
    'model-cannot': vscode.l10n.t('Everything was computed: states of this model cannot be brought back.'),
  };
  return texts[reason];
}
