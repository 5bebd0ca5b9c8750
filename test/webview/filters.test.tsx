// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { OutlineQuery } from '../../src/protocol/cubeEditor';
import type { FakeHost } from './host/fakeHost';
import { memory, parent, renderEditor, titles } from './renderEditor';

const cube = {
  nodes: [
    memory('a', 'Garden', { tags: ['home'] }),
    memory('b', 'Tomatoes', { memory_type: 'UserMemory' }),
    memory('c', 'Letters'),
  ],
  edges: parent('a', 'b'),
};
const lastQuery = (host: FakeHost): OutlineQuery =>
  host.requests.filter(({ name }) => name === 'outline').at(-1)?.params as OutlineQuery;

describe('filters', () => {
  it('follow typing and keep the way to a match', async () => {
    const { grid, host } = await renderEditor(cube);
    fireEvent.change(screen.getByLabelText('Find memories'), { target: { value: 'tomato' } });
    await waitFor(() => expect(titles(grid)).toEqual(['Garden', 'Tomatoes']));
    expect(lastQuery(host).filter.text).toBe('tomato');
    expect(screen.getByText('Garden').closest('[role="row"]')?.getAttribute('data-dim')).toBe('true');
  });

  it('are added from the menu with counts, shown as chips and removed', async () => {
    const { grid, host } = await renderEditor(cube);
    fireEvent.click(screen.getByRole('button', { name: 'Filter' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /Type/ }));
    fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: /User/ }));
    await waitFor(() => expect(lastQuery(host).filter.types).toEqual(['UserMemory']));
    fireEvent.click(await screen.findByRole('button', { name: 'Remove filter type: User' }));
    await waitFor(() => expect(titles(grid)).toEqual(['Garden', 'Letters']));
  });

  it('that match nothing say so and can be cleared', async () => {
    const { grid } = await renderEditor(cube);
    fireEvent.change(screen.getByLabelText('Find memories'), { target: { value: 'nothing like this' } });
    fireEvent.click(await within(grid).findByText('Clear filters'));
    await waitFor(() => expect(titles(grid)).toHaveLength(2));
    expect(screen.getByLabelText<HTMLInputElement>('Find memories').value).toBe('');
  });

  it('are kept with the state of the view, data is not', async () => {
    const { host } = await renderEditor(cube);
    fireEvent.change(screen.getByLabelText('Find memories'), { target: { value: 'tomato' } });
    await waitFor(() => expect(JSON.stringify(host.state)).toContain('tomato'));
    expect(JSON.stringify(host.state)).not.toContain('Tomatoes');
    expect(host.state).toMatchObject({ schema: 1 });
  });

  it('sort by the columns and go back to the order of the file', async () => {
    const { host, grid } = await renderEditor(cube);
    const header = within(grid).getByRole('button', { name: 'Uses' });
    for (const sort of [
      { by: 'uses', descending: true },
      { by: 'uses', descending: false },
      { by: 'file', descending: false },
    ]) {
      fireEvent.click(header);
      await waitFor(() => expect(lastQuery(host).sort).toEqual(sort));
    }
  });

  it('an empty cube offers the first memory', async () => {
    const { host } = await renderEditor({ nodes: [], edges: [] });
    fireEvent.click((await screen.findAllByText('New memory')).at(-1) as HTMLElement);
    const dialog = await screen.findByRole('dialog', { hidden: true });
    fireEvent.change(within(dialog).getByLabelText('Text of the memory'), { target: { value: 'First' } });
    fireEvent.keyDown(dialog, { key: 'Enter', ctrlKey: true });
    await waitFor(() =>
      expect(host.edits).toEqual([
        { kind: 'create', memory: 'First', memoryType: 'LongTermMemory', parent: null },
      ]),
    );
  });
});
