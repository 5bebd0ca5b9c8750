import { rm } from 'node:fs/promises';
import { StudioError } from '../../engine/base/errors';
import { unpackState } from '../../engine/activation/items/pack';
import { commonLength } from '../../engine/activation/manage/commonLength';
import { markOf } from '../../engine/activation/model/fingerprint';
import { tokenOwners } from '../../engine/activation/prompt/tokenOwners';
import { describeState } from '../../engine/activation/state/inspectState';
import { readStateLayout } from '../../engine/activation/state/layout';
import { mapState } from '../../engine/activation/state/mapState';
import { withStateFile } from '../../engine/activation/state/stateSource';
import type { LlamaProcess } from '../../engine/inference/llama/llamaProcess';
import type { KvItem } from '../../engine/model/kvItem';
import type { KvDetail, KvNumbers, KvTokens } from '../../protocol/kvInspector';
import * as vscode from 'vscode';
import type { KvHome } from './kvHome';
import { promptOf } from './promptOf';

/** Everything about an item but its tokens and numbers; throws StudioError `not-found`. */
export async function kvDetail(home: KvHome, id: string): Promise<KvDetail> {
  const row = (await home.rows()).find((each) => each.id === id);
  if (!row) throw gone(id);
  const kept = await home.find(id);
  if (!kept || !('item' in kept)) return { row, item: null, current: null, keeps: 0, asks: [] };
  const { tokens, check, ...item } = kept.item;
  const asks = home.asks.of(id);
  const runtime = running(home);
  if (!runtime) return { row, item, current: null, keeps: 0, asks };
  const { hashes } = home.shared;
  const current = await markOf(await runtime.facts(), runtime.model, runtime.adapters, hashes);
  const keeps = row.changes.length > 0 && check.length > 0 ? await keptTokens(home, kept.item) : 0;
  return { row, item, current, keeps: Math.min(keeps, tokens.length), asks };
}

/** The tokens of an item over their text; the model knows what each of them stands for. */
export async function kvTokens(home: KvHome, id: string): Promise<KvTokens> {
  const item = await home.manager().item(id);
  const runtime = await home.shared.require();
  const [pieces, { text }] = await Promise.all([
    runtime.pieces(item.tokens),
    runtime.render(item.messages, false),
  ]);
  const texts =
    item.sources.length > 0
      ? item.sources.map((source) => source.text)
      : item.messages.map(({ content }) => content);
  const owners = item.sources.length > 0 ? tokenOwners(text, pieces, texts) : item.tokens.map(() => -1);
  return {
    ids: item.tokens,
    pieces,
    owners,
    sources: item.sources.map(({ key, title }) => ({ key, title })),
  };
}

/** The numbers of an item, read by our own reader: also of one that is never given to llama.cpp. */
export async function kvNumbers(home: KvHome, id: string, signal: AbortSignal): Promise<KvNumbers> {
  const item = await home.manager().item(id);
  return withPlainState(home, item, signal, (path) =>
    withStateFile(path, async (source) => {
      const layout = await readStateLayout(source, signal);
      return { report: describeState(layout), map: await mapState(source, layout, { signal }) };
    }),
  );
}

/** A state as it was before it was compressed, for as long as it is looked at. */
async function withPlainState<T>(
  home: KvHome,
  item: KvItem,
  signal: AbortSignal,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const { encoding, stateBytes, stateHash } = item.stored;
  if (encoding === 'plain') return use(home.stateOf(item));
  const part = await home.part(item.id);
  try {
    await unpackState(home.stateOf(item), part, { bytes: stateBytes, hash: stateHash }, signal);
    return await use(part);
  } finally {
    await rm(part, { force: true });
  }
}

/** Tokens at the beginning of a stale item that would be taken over if it were built anew. */
async function keptTokens(home: KvHome, item: KvItem): Promise<number> {
  const runtime = running(home);
  const prompt = runtime && (await promptOf(home.cube, item).catch(() => undefined));
  if (!prompt) return 0;
  const { tokens } = await runtime.render(prompt.messages, false);
  return commonLength(tokens, item.tokens);
}

/** The model while its process runs; looking at an item starts none. */
function running(home: KvHome) {
  const runtime = home.shared.ready();
  const process = runtime && 'process' in runtime ? (runtime.process as LlamaProcess) : undefined;
  const state = process?.status.state;
  return state === 'ready' || state === 'busy' ? runtime : undefined;
}

function gone(id: string): StudioError {
  return new StudioError('not-found', vscode.l10n.t('The KV item “{0}” is not there any more.', id));
}
