// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { memory, parent, renderEditor, titles } from './renderEditor';

const garden = {
  nodes: [
    memory('garden', 'Garden'),
    memory('tomato', 'Plants tomatoes in May'),
    memory('water', 'Waters by hand', { status: 'archived' }),
    memory('family', 'Family'),
    memory('nora', 'Sister Nora', { memory_type: 'UserMemory' }),
    memory('zoe', 'Zoe <img src=x onerror=alert(1)>'),
  ],
  edges: [...parent('garden', 'tomato', 'water'), ...parent('family', 'nora')],
};
const many = { nodes: Array.from({ length: 1000 }, (_, n) => memory(`m${n}`, `Memory ${n}`)), edges: [] };

const press = (element: Element, key: string, more: object = {}): void => {
  fireEvent.keyDown(element, { key, ...more });
};
const selected = (grid: HTMLElement): (string | null)[] =>
  [...grid.querySelectorAll('[aria-selected="true"] .title-text')].map((cell) => cell.textContent);
const selectRow = async (grid: HTMLElement, title: string, more: object = {}): Promise<void> => {
  fireEvent.click(await within(grid).findByText(title), more);
  await waitFor(() => expect(selected(grid)).toContain(title));
};

describe('the outline', () => {
  it('shows the top of the tree and opens and closes by arrow keys', async () => {
    const { grid } = await renderEditor(garden);
    await waitFor(() => expect(titles(grid)).toEqual(['Garden', 'Family', expect.stringContaining('Zoe')]));
    await selectRow(grid, 'Garden');
    press(grid, 'ArrowRight');
    await waitFor(() => expect(titles(grid)).toContain('Plants tomatoes in May'));
    const child = within(grid).getByText('Plants tomatoes in May').closest('[role="row"]');
    expect(child?.getAttribute('aria-level')).toBe('2');
    expect(child?.getAttribute('aria-setsize')).toBe('2');
    expect(child?.getAttribute('aria-posinset')).toBe('1');
    press(grid, 'ArrowRight');
    await waitFor(() => expect(selected(grid)).toEqual(['Plants tomatoes in May']));
    press(grid, 'ArrowLeft');
    await waitFor(() => expect(selected(grid)).toEqual(['Garden']));
    press(grid, 'ArrowLeft');
    await waitFor(() => expect(titles(grid)).not.toContain('Plants tomatoes in May'));
  });

  it('shows text of the cube as text only', async () => {
    const { grid } = await renderEditor(garden);
    await within(grid).findByText('Zoe <img src=x onerror=alert(1)>');
    expect(document.querySelector('img')).toBeNull();
  });

  it('extends the selection with Shift, toggles it with Space and Ctrl', async () => {
    const { grid, host } = await renderEditor(garden);
    await selectRow(grid, 'Garden');
    press(grid, 'ArrowDown', { shiftKey: true });
    await waitFor(() => expect(selected(grid)).toEqual(['Garden', 'Family']));
    press(grid, 'ArrowDown', { ctrlKey: true });
    press(grid, ' ');
    await waitFor(() => expect(selected(grid)).toHaveLength(3));
    await screen.findByText('Selected: 3', { selector: 'h2' });
    expect(host.requests.filter(({ name }) => name === 'edit')).toEqual([]);
  });

  it('finds rows by typing the beginning of a title', async () => {
    const { grid } = await renderEditor(garden);
    await selectRow(grid, 'Garden');
    press(grid, 'f');
    press(grid, 'a');
    await waitFor(() => expect(selected(grid)).toEqual(['Family']));
  });

  it('re-parents by Alt+Shift+arrows', async () => {
    const { grid, host } = await renderEditor(garden);
    await selectRow(grid, 'Family');
    press(grid, 'ArrowRight', { altKey: true, shiftKey: true });
    await waitFor(() =>
      expect(host.edits).toEqual([{ kind: 'reparent', keys: ['family'], parent: 'garden' }]),
    );
    await waitFor(() =>
      expect(titles(grid)).toEqual([
        'Garden',
        'Plants tomatoes in May',
        'Waters by hand',
        'Family',
        expect.anything(),
      ]),
    );
    press(grid, 'ArrowLeft', { altKey: true, shiftKey: true });
    await waitFor(() => expect(host.edits[1]).toEqual({ kind: 'reparent', keys: ['family'], parent: null }));
  });

  it('re-parents by dragging, and not into itself', async () => {
    const { grid, host } = await renderEditor(garden);
    const dataTransfer = { setData: () => undefined, effectAllowed: '', dropEffect: '' };
    const family = await within(grid).findByText('Family');
    const target = within(grid).getByText('Garden');
    fireEvent.dragStart(family, { dataTransfer });
    fireEvent.dragOver(family, { dataTransfer });
    fireEvent.drop(family, { dataTransfer });
    fireEvent.dragStart(family, { dataTransfer });
    fireEvent.dragOver(target, { dataTransfer });
    await waitFor(() => expect(grid.querySelector('[data-drop="true"]')?.textContent).toContain('Garden'));
    fireEvent.drop(target, { dataTransfer });
    await waitFor(() =>
      expect(host.edits).toEqual([{ kind: 'reparent', keys: ['family'], parent: 'garden' }]),
    );
  });

  it('renames by F2 and duplicates by Ctrl+D', async () => {
    const { grid, host } = await renderEditor(garden);
    await selectRow(grid, 'Family');
    press(grid, 'F2');
    const field = await within(grid).findByRole('textbox', { name: 'Title' });
    fireEvent.input(field, { target: { value: 'Relatives' } });
    press(field, 'Enter');
    await within(grid).findByText('Relatives');
    expect(host.edits[0]).toEqual({
      kind: 'set',
      keys: ['family'],
      path: ['metadata', 'key'],
      raw: '"Relatives"',
    });
    press(grid, 'd', { ctrlKey: true });
    await waitFor(() => expect(host.edits[1]).toEqual({ kind: 'duplicate', keys: ['family'] }));
  });

  it('asks how to delete, and does nothing without an answer', async () => {
    const { grid, host } = await renderEditor(garden);
    await selectRow(grid, 'Family');
    press(grid, 'Delete');
    await waitFor(() => expect(host.requests.some(({ name }) => name === 'confirm')).toBe(true));
    host.answers = ['Mark as Deleted'];
    press(grid, 'Delete');
    await waitFor(() => expect(host.edits).toEqual([{ kind: 'remove', keys: ['family'], mode: 'deleted' }]));
  });

  it('offers all actions in a menu by keyboard', async () => {
    const { grid, host } = await renderEditor(garden);
    await selectRow(grid, 'Garden');
    press(grid, 'F10', { shiftKey: true });
    const menu = await screen.findByRole('menu', { name: 'Actions' });
    fireEvent.click(within(menu).getByRole('menuitem', { name: /Status/ }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /Archived/ }));
    await waitFor(() =>
      expect(host.edits).toEqual([
        { kind: 'set', keys: ['garden'], path: ['metadata', 'status'], raw: '"archived"' },
      ]),
    );
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('fetches pages as they are needed and goes to the end of a long list', async () => {
    const { grid, host } = await renderEditor(many);
    await selectRow(grid, 'Memory 0');
    expect(host.requests.filter(({ name }) => name === 'rows')).toEqual([]);
    press(grid, 'End');
    await waitFor(() =>
      expect(host.requests.filter(({ name }) => name === 'rows').map(({ params }) => params)).toContainEqual(
        expect.objectContaining({ from: 800, count: 200 }),
      ),
    );
    await waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toBe('line-999'));
    expect(grid.getAttribute('aria-rowcount')).toBe('1001');
  });

  it('says when “select all” reached only the rows that are loaded', async () => {
    const { grid } = await renderEditor(many);
    await selectRow(grid, 'Memory 0');
    press(grid, 'a', { ctrlKey: true });
    await screen.findByText('Selected: 200 of 1,000 shown', { selector: 'footer span' });
    press(grid, 'ArrowDown', { shiftKey: true });
    await screen.findByText('Selected: 2', { selector: 'footer span' });
  });

  it('drops rows of an earlier query that come late', async () => {
    const { grid, host } = await renderEditor(many);
    await selectRow(grid, 'Memory 0');
    let release = (): void => undefined;
    host.before = ({ name }) => (name === 'rows' ? new Promise<void>((done) => (release = done)) : undefined);
    press(grid, 'End');
    await waitFor(() => expect(host.requests.some(({ name }) => name === 'rows')).toBe(true));
    fireEvent.change(screen.getByLabelText('Find memories'), { target: { value: 'Memory 99' } });
    await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('20'));
    await act(async () => {
      release();
      await Promise.resolve();
    });
    expect(titles(grid)[0]).toBe('Memory 99');
    expect(grid.getAttribute('aria-rowcount')).toBe('20');
  });

  it('leaves undo and redo to VS Code', async () => {
    const { grid } = await renderEditor(garden);
    await selectRow(grid, 'Garden');
    expect(fireEvent.keyDown(grid, { key: 'z', ctrlKey: true })).toBe(true);
  });
});
