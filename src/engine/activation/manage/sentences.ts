import type { FingerprintPart, KvReason } from '../../model/kvItem';

const PARTS: Record<FingerprintPart, string> = {
  modelHash: 'the model',
  build: 'the build of llama.cpp',
  device: 'the device that computes',
  contextSize: 'the context size',
  slots: 'the number of slots',
  keyType: 'the type of keys',
  valueType: 'the type of values',
  templateHash: 'the chat template',
  adapters: 'the adapters',
};

const REASONS: Record<KvReason, string> = {
  'nothing-kept': 'No KV item begins as this prompt does.',
  'other-fingerprint': 'The KV item that begins as this prompt does was made otherwise',
  'not-worth-it': 'Computing what a KV item has of this prompt is quicker than reading it.',
  'not-sealed':
    'The KV item was not made on this machine, or was changed since, and is not given to llama.cpp.',
  expired: 'The KV item has expired.',
  damaged: 'The file of the KV item is gone or damaged.',
  refused: 'llama.cpp did not take the state of the KV item.',
  'fewer-tokens': 'After bringing the KV item back the model knew fewer tokens than it should.',
  'check-failed': 'After bringing the KV item back the model said something else than when it was built.',
  'model-cannot': 'States of this model cannot be brought back.',
};

/** Why a prompt was computed from its beginning, in a sentence. */
export function reasonSentence(reason: KvReason, differs: readonly FingerprintPart[] = []): string {
  const text = REASONS[reason];
  if (text.endsWith('.')) return text;
  return `${text}: ${differs.map((part) => PARTS[part]).join(', ')} differ${differs.length === 1 ? 's' : ''}.`;
}
