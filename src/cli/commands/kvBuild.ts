import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { documentPrompt, memoriesPrompt, type KvPrompt } from '../../engine/activation/prompt/template';
import { textsOf } from '../../engine/activation/memos/importItems';
import { StudioError } from '../../engine/base/errors';
import { inspectActivationFile } from '../../engine/cube/pickle/inspectActivation';
import { readFileInPortions } from '../../engine/cube/files/readFileInPortions';
import { onReading } from '../../engine/cube/files/fileError';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import type { KvItem } from '../../engine/model/kvItem';
import type { CliContext } from '../context';
import { withCube } from '../cube/openCube';
import { managerOf, openChat, openKvStore, type KvModelOptions } from '../kv/openManager';
import { itemLines } from '../kv/report';
import { chosenMemories } from '../kv/sources';
import { tokensTold } from '../kv/tokensTold';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

export interface KvBuildOptions extends KvModelOptions {
  readonly memory: readonly string[];
  readonly branch: readonly string[];
  readonly document?: string | undefined;
  /** An `activation_memory.pickle`. */
  readonly memos?: string | undefined;
  readonly title?: string | undefined;
  readonly pin?: boolean | undefined;
  readonly expires?: string | undefined;
}

/** `openmem kv build <cube>`: computes memories or texts once and keeps what the model made of them. */
export function kvBuild(context: CliContext, path: string, options: KvBuildOptions): Promise<Result> {
  return withCube(context, path, async (session) => {
    const prompts = await promptsOf(context, session, options);
    const expiresAt = options.expires === undefined ? null : timeOf(options.expires);
    const chat = openChat(context, options);
    try {
      const manager = managerOf(context, chat, await openKvStore(session.cube.folder));
      const items: KvItem[] = [];
      for (const prompt of prompts) {
        const { signal } = context;
        const onProgress = tokensTold(process.stderr);
        items.push(
          await manager.build(prompt, { pinned: options.pin === true, expiresAt, signal, onProgress }),
        );
      }
      return resultOf(items);
    } finally {
      chat.dispose();
    }
  });
}

async function promptsOf(
  context: CliContext,
  { memory }: CubeSession,
  { memory: ids, branch: branches, document, memos, title }: KvBuildOptions,
): Promise<KvPrompt[]> {
  const kinds = [ids.length + branches.length > 0, document !== undefined, memos !== undefined];
  if (kinds.filter(Boolean).length !== 1) {
    throw new StudioError('bad-argument', 'Name memories or a file: one of them, and not none.', {
      remedy: 'Add --memory ID or --branch ID, --document FILE, or --memos FILE.',
    });
  }
  if (memos !== undefined) return memosPrompts(context, memos);
  if (document === undefined) return [memoriesPrompt(chosenMemories(memory, { ids, branches }), title)];
  const file = resolve(context.cwd, document);
  const text = await onReading(document, () => readFile(file, 'utf8'));
  return [documentPrompt(text, title ?? basename(file))];
}

/** The texts of an activation memory of MemOS; its tensors are of another model, and are not looked at. */
async function memosPrompts(context: CliContext, path: string): Promise<KvPrompt[]> {
  const bytes = await readFileInPortions(resolve(context.cwd, path), { signal: context.signal });
  const { texts, without } = textsOf(inspectActivationFile(bytes, { file: path, signal: context.signal }));
  if (without.length > 0) context.log.warn(`${path}: ${without.length} items have no text to build from.`);
  if (texts.length > 0) return texts.map(({ prompt }) => prompt);
  throw new StudioError('unsupported', 'No item of this file has a text to build from.', {
    place: { file: path },
    remedy: '`openmem inspect` shows what is in it.',
  });
}

function timeOf(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new StudioError('bad-argument', `"${text}" is no time in ISO 8601.`);
  return time.toISOString();
}

/** One item as it is, several as a list. */
function resultOf(items: readonly KvItem[]): Result {
  const told = items.map((item) => ({ ...item, tokens: item.tokens.length }));
  return {
    json: told.length === 1 ? told[0] : { items: told },
    quiet: items.map(({ id }) => id),
    lines: (style) =>
      items.flatMap((item) => [`Kept as ${style.bold(plainLine(item.title))}:`, ...itemLines(item, style)]),
  };
}
