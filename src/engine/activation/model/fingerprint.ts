import type { FingerprintPart, KvFingerprint } from '../../model/kvItem';
import type { LlamaAdapter, LlamaStateFacts } from '../../model/llamaWorker';
import { hashTokens } from '../items/tokenBytes';
import type { FileHashes } from './fileHashes';

/** What a model is as it runs now; tokens come with each item. */
export type ModelMark = Omit<KvFingerprint, 'tokensHash'>;

const PARTS = [
  'modelHash',
  'build',
  'device',
  'contextSize',
  'slots',
  'keyType',
  'valueType',
  'templateHash',
  'adapters',
] as const satisfies readonly FingerprintPart[];

/** Marks a running model. Reads model and adapters whole where their hashes are not known; AbortError. */
export async function markOf(
  facts: LlamaStateFacts,
  model: string,
  adapters: readonly LlamaAdapter[],
  hashes: FileHashes,
  signal?: AbortSignal,
): Promise<ModelMark> {
  const { build, device, contextSize, slots, keyType, valueType, templateHash } = facts;
  const modelHash = await hashes.of(model, { signal });
  const marks = [];
  for (const { path, scale } of adapters) marks.push({ hash: await hashes.of(path, { signal }), scale });
  return { modelHash, build, device, contextSize, slots, keyType, valueType, templateHash, adapters: marks };
}

export function withTokens(mark: ModelMark, tokens: readonly number[]): KvFingerprint {
  return { ...mark, tokensHash: hashTokens(tokens) };
}

/** The parts in which an item's model is another than this one. */
export function differences(item: KvFingerprint, mark: ModelMark): FingerprintPart[] {
  return PARTS.filter((part) => JSON.stringify(item[part]) !== JSON.stringify(mark[part]));
}
