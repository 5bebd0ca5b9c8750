import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { documentPrompt, memoriesPrompt, type KvPrompt } from '../../engine/activation/prompt/template';
import { StudioError } from '../../engine/base/errors';
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
  readonly title?: string | undefined;
  readonly pin?: boolean | undefined;
  readonly expires?: string | undefined;
}

/** `openmem kv build <cube>`: computes memories or a document once and keeps what the model made of them. */
export function kvBuild(context: CliContext, path: string, options: KvBuildOptions): Promise<Result> {
  return withCube(context, path, async (session) => {
    const prompt = await promptOf(context, session, options);
    const expiresAt = options.expires === undefined ? null : timeOf(options.expires);
    const chat = openChat(context, options);
    try {
      const manager = managerOf(context, chat, await openKvStore(session.cube.folder));
      const item = await manager.build(prompt, {
        pinned: options.pin === true,
        expiresAt,
        signal: context.signal,
        onProgress: tokensTold(process.stderr),
      });
      return resultOf(item);
    } finally {
      chat.dispose();
    }
  });
}

async function promptOf(
  context: CliContext,
  { memory }: CubeSession,
  { memory: ids, branch: branches, document, title }: KvBuildOptions,
): Promise<KvPrompt> {
  if ((document === undefined) === (ids.length + branches.length === 0)) {
    throw new StudioError('bad-argument', 'Name memories or a document, not both and not neither.', {
      remedy: 'Add --memory ID, --branch ID or --document FILE.',
    });
  }
  if (document === undefined) return memoriesPrompt(chosenMemories(memory, { ids, branches }), title);
  const file = resolve(context.cwd, document);
  const text = await onReading(document, () => readFile(file, 'utf8'));
  return documentPrompt(text, title ?? basename(file));
}

function timeOf(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new StudioError('bad-argument', `"${text}" is no time in ISO 8601.`);
  return time.toISOString();
}

function resultOf(item: KvItem): Result {
  const { tokens, ...rest } = item;
  return {
    json: { ...rest, tokens: tokens.length },
    quiet: [item.id],
    lines: (style) => [`Kept as ${style.bold(plainLine(item.title))}:`, ...itemLines(item, style)],
  };
}
