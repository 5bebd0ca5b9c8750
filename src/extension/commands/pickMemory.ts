import * as vscode from 'vscode';
import { Matcher } from '../../engine/cube/outline/matcher';
import { EMPTY_FILTER } from '../../engine/model/query';
import type { MemoryKey, MemoryRow } from '../../engine/model/memory';
import type { OpenCube } from '../cubes/openCube';

interface MemoryItem extends vscode.QuickPickItem {
  readonly key: MemoryKey | null;
}

/** Most memories listed at once; the rest appear as the person types. */
const MOST = 100;

/**
 * Lets a person choose one memory by typing words from its text, title, tags or sources. With `top`, an
 * item above the list stands for "no memory" and gives null.
 */
export function pickMemory(cube: OpenCube, title: string): Promise<MemoryKey | undefined>;
export function pickMemory(
  cube: OpenCube,
  title: string,
  options: PickOptions,
): Promise<MemoryKey | null | undefined>;
export function pickMemory(
  cube: OpenCube,
  title: string,
  options: PickOptions = {},
): Promise<MemoryKey | null | undefined> {
  const { memory } = cube.session;
  const picker = vscode.window.createQuickPick<MemoryItem>();
  picker.title = title;
  picker.placeholder = vscode.l10n.t('Type words that appear in the memory');
  const matcher = new Matcher(memory, { now: () => new Date() });
  let search = new AbortController();
  const fill = async (text: string): Promise<void> => {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    picker.busy = true;
    try {
      const { flags } = await matcher.find({ ...EMPTY_FILTER, text }, signal);
      const items: MemoryItem[] = options.top ? [{ label: options.top, key: null, alwaysShow: true }] : [];
      let at = 0;
      for (const row of memory.rows()) {
        if (items.length >= MOST) break;
        const wanted = flags[at] === 1 && !options.except?.has(row.key);
        if (wanted) items.push(itemOf(row));
        at++;
      }
      picker.items = items;
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
