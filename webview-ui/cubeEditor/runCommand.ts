import type { ViewCommand } from '../../src/protocol/cubeEditor';
import type { Editor } from './state/EditorContext';

/** Carries out a command that came from VS Code: the palette, a key binding, a menu. */
export function runCommand(name: ViewCommand, editor: Editor): void {
  const { dispatch, openDialog, actions, nav, summary } = editor;
  const keys = nav.selection;
  const one = keys.length === 1 ? keys[0] : undefined;
  if (name === 'find') document.querySelector<HTMLInputElement>('#search')?.select();
  else if (name === 'showOutline') dispatch({ do: 'set', values: { layout: 'outline' } });
  else if (name === 'showSplit') dispatch({ do: 'set', values: { layout: 'split' } });
  else if (name === 'showGraph') dispatch({ do: 'set', values: { layout: 'graph' } });
  else if (name === 'fit') document.dispatchEvent(new CustomEvent('memcube-fit'));
  else if (summary.readOnly) return;
  else if (name === 'create') openDialog({ kind: 'create', parent: null });
  else if (name === 'delete' && keys.length > 0) void actions.remove(keys);
  else if (name === 'duplicate' && keys.length > 0) void actions.duplicate(keys);
  else if (name === 'merge' && keys.length > 1) openDialog({ kind: 'merge', keys });
  else if (name === 'split' && one !== undefined) openDialog({ kind: 'split', key: one });
}
