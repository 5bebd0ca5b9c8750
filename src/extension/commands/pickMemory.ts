import * as vscode from 'vscode';
import type { MemoryKey, MemoryRow } from '../../engine/model/memory';
import type { CubeData } from '../cubes/cubeData';

interface MemoryItem extends vscode.QuickPickItem {
  readonly key: MemoryKey | null;
}

/** Most memories listed at once; the rest appear as the person types. */
const MOST = 100;

/**
 * Lets a person choose one memory by typing words from its text, title, tags or sources. With `top`, an
 * item above the list stands for "no memory" and gives null.
 */
export function pickMemory(cube: CubeData, title: string): Promise<MemoryKey | undefined>;
export function pickMemory(
  cube: CubeData,
  title: string,
  options: PickOptions,
): Promise<MemoryKey | null | undefined>;
export function pickMemory(
  cube: CubeData,
  title: string,
  options: PickOptions = {},
): Promise<MemoryKey | null | undefined> {
  const picker = vscode.window.createQuickPick<MemoryItem>();
  picker.title = title;
  picker.placeholder = vscode.l10n.t('Type words that appear in the memory');
  let search = new AbortController();
  const fill = async (text: string): Promise<void> => {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    picker.busy = true;
    try {
      const found = await cube.find(text, MOST + (options.except?.size ?? 0), signal);
      signal.throwIfAborted();
      const top: MemoryItem[] = options.top ? [{ label: options.top, key: null, alwaysShow: true }] : [];
      const wanted = found.filter(({ key }) => !options.except?.has(key)).slice(0, MOST);
      picker.items = [...top, ...wanted.map(itemOf)];
    } catch {
      if (signal.aborted) return;
    }
    picker.busy = false;
  };
  return new Promise((resolve) => {
    picker.onDidChangeValue((value) => void fill(value));
    picker.onDidAccept(() => {
      const chosen = picker.selectedItems[0];
      if (chosen) resolve(chosen.key);
      picker.hide();
    });
    picker.onDidHide(() => {
      search.abort();
      resolve(undefined);
      picker.dispose();
    });
    void fill('');
    picker.show();
  });
}

export interface PickOptions {
  readonly top?: string | undefined;
  readonly except?: ReadonlySet<MemoryKey> | undefined;
}

/** The filter has matched already: every item shows whatever VS Code thinks of its label. */
function itemOf(row: MemoryRow): MemoryItem {
  return {
    label: row.title || row.id,
    description: [row.type, row.status === 'activated' ? '' : row.status].filter(Boolean).join(' · '),
    ...(row.tags.length > 0 ? { detail: row.tags.join(', ') } : {}),
    key: row.key,
    alwaysShow: true,
  };
}
