import * as vscode from 'vscode';
import { textOf } from '../../engine/cube/outline/recordData';
import type { Edit } from '../../engine/model/edit';
import { EDGE_TYPES, MEMORY_STATUSES, MEMORY_TYPES, type Edge } from '../../engine/model/memory';
import type { CubeData } from '../cubes/cubeData';
import { setting } from '../host/settings';
import type { Studio } from '../studio';
import { pickMemory } from './pickMemory';
import { cubeTarget, memoryTarget, mustBeWritable, type Target } from './targets';

type Run = (studio: Studio, args: readonly unknown[]) => Promise<void>;

/** A command that changes chosen memories: asks what is still open and gives the edit, or undefined. */
function edits(
  title: () => string,
  ask: (cube: CubeData, target: Target) => Promise<Edit | undefined> | Edit,
): Run {
  return async (studio, args) => {
    const target = await memoryTarget(studio, args, title());
    if (!target) return;
    await studio.hub.use(target.file, async (cube) => {
      mustBeWritable(cube);
      const edit = await ask(cube, target);
      if (edit) await cube.change(edit);
    });
  };
}

export const renameMemory = edits(
  () => vscode.l10n.t('Rename which memory?'),
  async (cube, { keys }) => {
    const key = keys[0]!;
    const title = await vscode.window.showInputBox({
      title: vscode.l10n.t('Rename Memory'),
      value: (await cube.part([key])).row(key)?.title ?? '',
      prompt: vscode.l10n.t('The title is kept in metadata.key.'),
    });
    return title === undefined
      ? undefined
      : { kind: 'set', keys: [key], path: ['metadata', 'key'], raw: JSON.stringify(title) };
  },
);

export const setStatus = edits(
  () => vscode.l10n.t('Set the status of which memory?'),
  async (_, { keys }) => {
    const status = await vscode.window.showQuickPick([...MEMORY_STATUSES], {
      title: vscode.l10n.t('Status'),
    });
    if (!status) return undefined;
    return { kind: 'set', keys, path: ['metadata', 'status'], raw: JSON.stringify(status) };
  },
);

export const setType = edits(
  () => vscode.l10n.t('Set the type of which memory?'),
  async (_, { keys }) => {
    const type = await vscode.window.showQuickPick([...MEMORY_TYPES], {
      title: vscode.l10n.t('Memory type'),
    });
    if (!type) return undefined;
    return { kind: 'set', keys, path: ['metadata', 'memory_type'], raw: JSON.stringify(type) };
  },
);

export const editTags = edits(
  () => vscode.l10n.t('Edit the tags of which memory?'),
  async (cube, { keys }) => {
    const memory = await cube.part(keys);
    const before = new Set(keys.flatMap((key) => memory.row(key)?.tags ?? []));
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t('Tags'),
      prompt: vscode.l10n.t('Separated by commas'),
      value: [...before].join(', '),
    });
    if (text === undefined) return undefined;
    const after = new Set(
      text
        .split(/[,，]/)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    );
    return {
      kind: 'tag',
      keys,
      add: [...after].filter((tag) => !before.has(tag)),
      remove: [...before].filter((tag) => !after.has(tag)),
    };
  },
);

export const archiveMemory = edits(
  () => vscode.l10n.t('Archive which memory?'),
  (_, { keys }) => ({ kind: 'remove', keys, mode: 'archived' }),
);

export const deleteMemory = edits(
  () => vscode.l10n.t('Mark which memory as deleted?'),
  (_, { keys }) => ({ kind: 'remove', keys, mode: 'deleted' }),
);

export const removeMemory = edits(
  () => vscode.l10n.t('Remove which memory from the file?'),
  async (cube, { keys }) => {
    const remove = vscode.l10n.t('Remove');
    if (setting('memcube.confirmRemove')) {
      const memory = await cube.part(keys);
      const choice = await vscode.window.showWarningMessage(
        keys.length === 1
          ? vscode.l10n.t('Remove “{0}” from the file?', memory.row(keys[0]!)?.title ?? '')
          : vscode.l10n.t('Remove {0} memories from the file?', keys.length),
        {
          modal: true,
          detail: vscode.l10n.t(
            'Their relations go with them; children move up. You can undo this, and the history keeps them.',
          ),
        },
        remove,
      );
      if (choice !== remove) return undefined;
    }
    return { kind: 'remove', keys, mode: 'removed' };
  },
);

export const duplicateMemory = edits(
  () => vscode.l10n.t('Duplicate which memory?'),
  (_, { keys }) => ({ kind: 'duplicate', keys }),
);

export const moveMemory = edits(
  () => vscode.l10n.t('Move which memory?'),
  async (cube, { keys }) => {
    const parent = await pickMemory(cube, vscode.l10n.t('Move under which memory?'), {
      top: `$(arrow-up) ${vscode.l10n.t('To the top: no parent')}`,
      except: new Set(keys),
    });
    return parent === undefined ? undefined : { kind: 'reparent', keys, parent };
  },
);

export const linkMemory = edits(
  () => vscode.l10n.t('Add a relation from which memory?'),
  async (cube, { keys }) => {
    const type = await vscode.window.showQuickPick([...EDGE_TYPES], {
      title: vscode.l10n.t('Type of the relation'),
    });
    if (!type) return undefined;
    const other = await pickMemory(cube, vscode.l10n.t('{0} to which memory?', type), {
      except: new Set(keys),
    });
    if (other === undefined || other === null) return undefined;
    const memory = await cube.part([...keys, other]);
    const edge: Edge = { source: memory.row(keys[0]!)?.id ?? '', target: memory.row(other)?.id ?? '', type };
    return { kind: 'link', edge };
  },
);

export const unlinkMemory = edits(
  () => vscode.l10n.t('Remove a relation of which memory?'),
  async (cube, { keys }) => {
    const memory = await cube.part(keys);
    const id = memory.row(keys[0]!)?.id ?? '';
    const title = (other: string): string => memory.row(other)?.title ?? other;
    const items = [
      ...memory
        .edgesFrom(id)
        .map((edge) => ({ label: `$(arrow-right) ${edge.type}`, description: title(edge.target), edge })),
      ...memory
        .edgesTo(id)
        .map((edge) => ({ label: `$(arrow-left) ${edge.type}`, description: title(edge.source), edge })),
    ];
    if (items.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This memory has no relations.'));
      return undefined;
    }
    const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which relation?') });
    return chosen && { kind: 'unlink', edge: chosen.edge };
  },
);

export const mergeMemories = edits(
  () => vscode.l10n.t('Merge which memory?'),
  async (cube, { keys }) => {
    let chosen = keys;
    if (chosen.length < 2) {
      const other = await pickMemory(cube, vscode.l10n.t('Merge with which memory?'), {
        except: new Set(keys),
      });
      if (other === undefined || other === null) return undefined;
      chosen = [...keys, other];
    }
    const memory = await cube.part(chosen);
    const texts = chosen.map((key) => textOf(memory, memory.value(key)));
    const text = await editAsDocument(texts.join('\n\n'), vscode.l10n.t('Merge'));
    return text === undefined ? undefined : { kind: 'merge', keys: chosen, memory: text };
  },
);

export const splitMemory = edits(
  () => vscode.l10n.t('Split which memory?'),
  async (cube, { keys }) => {
    const memory = await cube.part(keys);
    const text = textOf(memory, memory.value(keys[0]!));
    const marked = text.replace(/(?<=[.!?。！？])\s*(?=\S)/g, '\n---\n');
    const edited = await editAsDocument(marked, vscode.l10n.t('Split at the lines “---”'));
    if (edited === undefined) return undefined;
    const parts = edited
      .split(/^\s*---\s*$/m)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return { kind: 'split', key: keys[0]!, parts };
  },
);

/** Lets the person edit a text in an untitled document and say when it is right. */
async function editAsDocument(content: string, action: string): Promise<string | undefined> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'markdown' });
  await vscode.window.showTextDocument(document);
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Edit the text, then choose “{0}”.', action),
    action,
  );
  const text = document.getText();
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return choice === action ? text : undefined;
}

/** Makes a memory: under the one the command was called on, else at the top. */
export const newMemory: Run = async (studio, args) => {
  const [node] = args as [{ node?: string; key?: string } | undefined];
  const file = await cubeTarget(studio, args);
  if (!file) return;
  await studio.hub.use(file, async (cube) => {
    mustBeWritable(cube);
    const memory = await vscode.window.showInputBox({
      title: vscode.l10n.t('New Memory in {0}', cube.name),
      prompt: vscode.l10n.t('What should be remembered?'),
    });
    if (!memory) return;
    const memoryType = await vscode.window.showQuickPick([...MEMORY_TYPES], {
      title: vscode.l10n.t('Memory type'),
    });
    if (!memoryType) return;
    const parent = node?.node === 'memory' && cube.hasEdges ? (node.key ?? null) : null;
    const keys = await cube.change({ kind: 'create', memory, memoryType, parent });
    if (keys[0] !== undefined && cube.editor) await studio.editors.reveal(file, keys[0]);
  });
};
