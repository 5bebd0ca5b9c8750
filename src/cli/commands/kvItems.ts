import { rm } from 'node:fs/promises';
import { unpackState } from '../../engine/activation/items/pack';
import type { KeptItem, KvStore } from '../../engine/activation/items/kvStore';
import { rowOf } from '../../engine/activation/manage/rows';
import { SlotTable } from '../../engine/activation/manage/slotTable';
import { describeState } from '../../engine/activation/state/inspectState';
import { readStateLayout } from '../../engine/activation/state/layout';
import { mapState } from '../../engine/activation/state/mapState';
import { withStateFile } from '../../engine/activation/state/stateSource';
import { StudioError } from '../../engine/base/errors';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { KvItem, KvRow } from '../../engine/model/kvItem';
import type { CliContext } from '../context';
import { withCube } from '../cube/openCube';
import { EXIT } from '../exitCodes';
import { managerOf, openChat, openKvStore, type KvModelOptions } from '../kv/openManager';
import { itemLines, outcomeLines, rowLines, stateLines } from '../kv/report';
import { memoryText } from '../kv/sources';
import { tokensTold } from '../kv/tokensTold';
import type { Result } from '../result';

/** `openmem kv ls <cube>`: the items, and which are stale. Exits with 1 where one is not ready. */
export function kvLs(context: CliContext, path: string): Promise<Result> {
  return withCube(context, path, async (session) => {
    const store = await openKvStore(session.cube.folder);
    const rows = (await store.list()).map((kept) => rowIn(context, session, kept));
    return {
      json: { cube: session.cube.folder, items: rows },
      quiet: rows.map(({ id }) => id),
      lines: (style) => rowLines(rows, style),
      exit: rows.every(({ standing }) => standing === 'ready') ? EXIT.ok : EXIT.found,
    };
  });
}

/** `openmem kv inspect <cube> <id>`: an item and the layout of its state; with `stats` the numbers too. */
export function kvInspect(
  context: CliContext,
  path: string,
  id: string,
  { stats = false }: { readonly stats?: boolean | undefined },
): Promise<Result> {
  return withCube(context, path, async (session) => {
    const store = await openKvStore(session.cube.folder);
    const kept = await findItem(store, id);
    if ('error' in kept) throw kept.error;
    const row = rowIn(context, session, kept);
    const { report, map } = await withPlainState(store, kept, (file) =>
      withStateFile(file, async (source) => {
        const layout = await readStateLayout(source, context.signal);
        const numbers = stats ? await mapState(source, layout, { signal: context.signal }) : null;
        return { report: describeState(layout), map: numbers };
      }),
    );
    return {
      json: {
        row,
        item: { ...kept.item, tokens: kept.item.tokens.length },
        state: report,
        ...(map ? { map } : {}),
      },
      lines: (style) => [
        ...rowLines([row], style),
        '',
        ...itemLines(kept.item, style),
        ...stateLines(report, map, style),
      ],
    };
  });
}

/** `openmem kv restore <cube> <id>`: brings an item back, checks it, and tells what happened. */
export function kvRestore(
  context: CliContext,
  path: string,
  id: string,
  options: KvModelOptions,
): Promise<Result> {
  return withCube(context, path, async (session) => {
    const store = await openKvStore(session.cube.folder);
    const kept = await findItem(store, id);
    const chat = openChat(context, options);
    try {
      const outcome = await managerOf(context, chat, store).wake(kept.id, {
        signal: context.signal,
        onProgress: tokensTold(process.stderr),
      });
      return {
        json: outcome,
        quiet: [outcome.kind],
        lines: (style) => outcomeLines(outcome, style),
        exit: outcome.kind === 'prefilled' ? EXIT.found : EXIT.ok,
      };
    } finally {
      chat.dispose();
    }
  });
}

function rowIn(context: CliContext, { memory }: CubeSession, kept: KeptItem): KvRow {
  return rowOf(kept, {
    memory: (key) => memoryText(memory, key),
    mark: undefined,
    slots: new SlotTable(),
    failed: new Map(),
    now: context.now(),
  });
}

/** The item whose id is given, or begins as given where only one does. */
async function findItem(store: KvStore, given: string): Promise<KeptItem> {
  const found = (await store.list()).filter(({ id }) => id.startsWith(given));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length === 0) {
    throw new StudioError('not-found', `No KV item has an id that begins with "${given}".`, {
      remedy: '`openmem kv ls CUBE` lists the ids.',
    });
  }
  throw new StudioError('bad-argument', `${found.length} KV items have an id that begins with "${given}".`, {
    remedy: 'Give more characters.',
  });
}

/** The state as llama.cpp wrote it: unpacked first where it is compressed, which only items of this machine are. */
async function withPlainState<T>(
  store: KvStore,
  { item, sealed }: { readonly item: KvItem; readonly sealed: boolean },
  use: (file: string) => Promise<T>,
): Promise<T> {
  const file = store.stateOf(item);
  if (item.stored.encoding === 'plain') return use(file);
  if (!sealed) {
    throw new StudioError('untrusted', 'This KV item was not made on this machine, or was changed since.', {
      place: { file },
      remedy: 'Build it anew from its text, or remove it.',
    });
  }
  const part = await store.part(item.id);
  try {
    await unpackState(file, part, { bytes: item.stored.stateBytes, hash: item.stored.stateHash });
    return await use(part);
  } finally {
    await rm(part, { force: true });
  }
}
