import { posix } from 'node:path';
import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import type { MemoryKey } from '../../engine/model/memory';
import { mustBeWritable, cubeTarget, memoryTarget } from '../commands/targets';
import type { CubeData } from '../cubes/cubeData';
import { requireTrust } from '../host/trust';
import { COMMANDS } from '../ids';
import type { Studio } from '../studio';
import { isNode, type TreeNode } from '../views/nodes';
import { kvModelOf } from './kvModel';
import { withTokenProgress } from './kvProgress';
import { namedCube } from './kvTarget';
import type { KvHome } from './kvHome';
import { templateMemories, topsOfType, withBranches } from './sourceMemories';

/** Builds an item from memories with all that is under them: of the tree, the editor, or those that the person picks. */
export async function buildKvItem(studio: Studio, args: readonly unknown[]): Promise<void> {
  const from = await memoriesMeant(studio, args);
  if (!from || !(await modelIsThere(studio))) return;
  const home = await (await studio.activation()).homes.of(from.file);
  mustBeWritable(home.cube);
  const keys = await from.keys(home.cube);
  const memories = await templateMemories(home.cube, await withBranches(home.cube, keys));
  if (memories.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no memory to build from.'));
    return;
  }
  const [first] = keys;
  const only =
    memories.length === 1 || keys.length === 1 ? memories.find(({ key }) => key === first) : undefined;
  const title = await askTitle(
    from.title ?? only?.title ?? vscode.l10n.t('{0} memories', memories.length),
    vscode.l10n.t('KV item from {0} memories', memories.length),
  );
  if (title === undefined) return;
  const { memoriesPrompt } = await import('../../engine/activation/prompt/template');
  await build(studio, home, memoriesPrompt(memories, title));
}

/** Builds an item from a text file that the person chooses. */
export async function buildKvItemFromDocument(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = namedCube(args[0]) ?? (await cubeTarget(studio, args));
  if (!file || !(await modelIsThere(studio))) return;
  const home = await (await studio.activation()).homes.of(file);
  mustBeWritable(home.cube);
  const [document] =
    (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Build a KV item from which document?') })) ??
    [];
  if (!document) return;
  const name = posix.basename(document.path);
  const text = await textOf(document, name);
  const { documentPrompt } = await import('../../engine/activation/prompt/template');
  await build(studio, home, documentPrompt(text, name));
}

/** Builds an item from the text behind an activation memory that MemOS has written. */
export async function buildKvItemFromPickle(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (!file || !(await modelIsThere(studio))) return;
  const home = await (await studio.activation()).homes.of(file);
  mustBeWritable(home.cube);
  const pickle = pickleOf(args[0]) ?? vscode.Uri.joinPath(file, '..', 'activation_memory.pickle');
  const { inspectMemoryFile } = await import('../../engine/cube/inspect/inspectMemoryFile');
  const inspected = await inspectMemoryFile(pickle.fsPath);
  const items = inspected.kind === 'activation' ? inspected.report.items : [];
  const choices = items.flatMap(({ id, sourceText, prompt }) => {
    const text = sourceText ?? prompt ?? '';
    return text.trim() === '' ? [] : [{ label: id, detail: text.slice(0, 200), text }];
  });
  if (choices.length === 0) {
    throw new StudioError(
      'unsupported',
      vscode.l10n.t('No item of this file has the text that it was made from.'),
      {
        remedy: vscode.l10n.t('Build one from memories instead.'),
      },
    );
  }
  const chosen =
    choices.length === 1
      ? choices[0]
      : await vscode.window.showQuickPick(choices, { placeHolder: vscode.l10n.t('Build from which item?') });
  if (!chosen) return;
  const { documentPrompt } = await import('../../engine/activation/prompt/template');
  await build(studio, home, documentPrompt(chosen.text, undefined, 'memos'));
}

async function build(studio: Studio, home: KvHome, prompt: Parameters<KvHome['build']>[0]): Promise<void> {
  const title = vscode.l10n.t('Building the KV item “{0}”', prompt.title);
  const item = await withTokenProgress(home, title, (signal) => home.build(prompt, signal));
  (await studio.activation()).panels.open(home.uri, item.id);
}

/** What a command was called on, as memories: a memory, a type, a selection, or what the person picks. */
async function memoriesMeant(
  studio: Studio,
  args: readonly unknown[],
): Promise<
  | {
      readonly file: vscode.Uri;
      readonly title?: string | undefined;
      readonly keys: (cube: CubeData) => Promise<readonly MemoryKey[]>;
    }
  | undefined
> {
  const [first] = args;
  const node: TreeNode | undefined = isNode(first) ? first : undefined;
  if (node?.node === 'type') {
    const { file, type } = node;
    return { file, title: type, keys: (cube) => topsOfType(cube, type) };
  }
  const question = vscode.l10n.t('Build a KV item from which memory, with all that is under it?');
  const cube = namedCube(first);
  const named = first as { readonly keys?: unknown; readonly title?: unknown } | undefined;
  if (cube && Array.isArray(named?.keys)) {
    const keys = named.keys.filter((key) => typeof key === 'string');
    const title = typeof named.title === 'string' ? named.title : undefined;
    return { file: cube, title, keys: () => Promise.resolve(keys) };
  }
  const target = cube ? await pickIn(studio, cube, question) : await memoryTarget(studio, args, question);
  return target && { file: target.file, keys: () => Promise.resolve(target.keys) };
}

async function pickIn(studio: Studio, file: vscode.Uri, question: string) {
  const { pickMemory } = await import('../commands/pickMemory');
  const key = await studio.hub.use(file, (cube) => pickMemory(cube, question));
  return key === undefined ? undefined : { file, keys: [key] };
}

/** Whether there is a model that can keep what it reads; where not, it is said with the way out. */
async function modelIsThere(studio: Studio): Promise<boolean> {
  requireTrust(vscode.l10n.t('In Restricted Mode no model is run and no server is contacted.'));
  const { state, reason } = kvModelOf(studio.chats);
  if (state === 'idle' || state === 'ready') return true;
  const choose = vscode.l10n.t('Choose Chat Model…');
  const answer = await vscode.window.showWarningMessage(reason, choose);
  if (answer !== choose) return false;
  await vscode.commands.executeCommand(COMMANDS.chooseChatModel);
  const after = kvModelOf(studio.chats).state;
  return after === 'idle' || after === 'ready';
}

function askTitle(value: string, title: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...{ title, value, prompt: vscode.l10n.t('What shall it be called?'), ignoreFocusOut: true },
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Type a name.') : undefined),
  });
}

function pickleOf(node: unknown): vscode.Uri | undefined {
  return isNode(node) && node.node === 'kind' && node.kind === 'activation' ? node.file : undefined;
}

/** The text of a file; throws StudioError `bad-document` for what is none. */
async function textOf(file: vscode.Uri, name: string): Promise<string> {
  const { atUri } = await import('../ingest/fileSource');
  const { decodeText } = await import('../../engine/reader/detect/decode');
  const { signatureOf } = await import('../../engine/reader/detect/signature');
  const source = await atUri(file).load(new AbortController().signal);
  if (signatureOf(source.bytes) === undefined) return decodeText(source);
  throw new StudioError('bad-document', vscode.l10n.t('“{0}” is no text file.', name), {
    remedy: vscode.l10n.t('Read it into the MemCube first, and build the item from its memories.'),
  });
}
