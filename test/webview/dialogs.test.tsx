// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { cutPart, joinPart, proposeParts } from '../../webview-ui/cubeEditor/dialogs/parts';
import { memory, parent, renderEditor } from './renderEditor';

const cube = {
  nodes: [
    memory('a', 'Tea in the morning.'),
    memory('b', 'Coffee after lunch. None later.'),
    memory('c', 'Place'),
  ],
  edges: parent('c', 'x').slice(1),
};
const edited = (text: string) => ({ target: { value: text } });

async function selectBoth() {
  const started = await renderEditor(cube);
  const { grid } = started;
  fireEvent.click(await within(grid).findByText('Tea in the morning.'));
  fireEvent.click(within(grid).getByText('Coffee after lunch. None later.'), { ctrlKey: true });
  await screen.findByText('Change all');
  return started;
}

describe('a new memory', () => {
  it('is put into the list of preferences that was chosen', async () => {
    const collections = ['explicit_preference', 'implicit_preference'];
    const { host } = await renderEditor(cube, {
      prepare: (host) => {
        host.hello = (hello) => ({ ...hello, collections });
      },
    });
    host.channel.emit('command', { name: 'create' });
    fireEvent.change(await screen.findByLabelText('Text of the memory'), edited('Likes rain.'));
    const list = screen.getByLabelText('Collection');
    expect([...list.children].map(({ textContent }) => textContent)).toEqual([
      'Explicit preference',
      'Implicit preference',
    ]);
    fireEvent.change(list, edited('implicit_preference'));
    fireEvent.click(screen.getByText('Create'));
    const [edit] = await waitFor(() => (expect(host.edits).toHaveLength(1), host.edits));
    expect(edit).toMatchObject({
      memory: 'Likes rain.',
      memoryType: 'implicit_preference',
      collection: 'implicit_preference',
    });
  });
});

describe('several memories at once', () => {
  it('get the same status, type and tags', async () => {
    const { host } = await selectBoth();
    fireEvent.change(screen.getByLabelText('Status'), edited('archived'));
    await waitFor(() =>
      expect(host.edits.at(-1)).toEqual({
        kind: 'set',
        keys: ['a', 'b'],
        path: ['metadata', 'status'],
        raw: '"archived"',
      }),
    );
    const tag = screen.getByLabelText('Add tag');
    fireEvent.change(tag, edited('drinks'));
    fireEvent.keyDown(tag, { key: 'Enter' });
    await waitFor(() =>
      expect(host.edits.at(-1)).toEqual({ kind: 'tag', keys: ['a', 'b'], add: ['drinks'], remove: [] }),
    );
  });

  it('are merged with a text that can be edited first', async () => {
    const { host } = await selectBoth();
    fireEvent.click(screen.getByText('Merge…'));
    const dialog = await screen.findByRole('dialog', { hidden: true });
    const text = await within(dialog).findByDisplayValue(/Tea in the morning\.\s+Coffee after lunch/);
    fireEvent.change(text, edited('Tea, then coffee.'));
    fireEvent.click(within(dialog).getByText('Merge'));
    await waitFor(() =>
      expect(host.edits).toEqual([{ kind: 'merge', keys: ['a', 'b'], memory: 'Tea, then coffee.' }]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog', { hidden: true })).toBeNull());
  });

  it('move under a memory that is pointed at', async () => {
    const { host, grid } = await selectBoth();
    fireEvent.click(screen.getByText('Move Under…'));
    await screen.findByText(/Choose the new parent/);
    fireEvent.click(within(grid).getByText('Place'));
    await waitFor(() => expect(host.edits).toEqual([{ kind: 'reparent', keys: ['a', 'b'], parent: 'c' }]));
  });
});

describe('splitting a memory', () => {
  it('proposes sentences, cuts at the cursor and sends the parts', async () => {
    const { host, grid } = await renderEditor(cube);
    fireEvent.click(await within(grid).findByText('Coffee after lunch. None later.'));
    fireEvent.keyDown(grid, { key: 'F10', shiftKey: true });
    fireEvent.click(await screen.findByRole('menuitem', { name: /Split/ }));
    const dialog = await screen.findByRole('dialog', { hidden: true });
    const first = await within(dialog).findByDisplayValue<HTMLTextAreaElement>('Coffee after lunch.');
    fireEvent.focus(first);
    first.setSelectionRange(7, 7);
    fireEvent.click(within(dialog).getByText('Cut at Cursor'));
    await within(dialog).findByDisplayValue('after lunch.');
    fireEvent.click(within(dialog).getByText('Split'));
    await waitFor(() =>
      expect(host.edits).toEqual([
        { kind: 'split', key: 'b', parts: ['Coffee', 'after lunch.', 'None later.'] },
      ]),
    );
  });

  it('cuts, joins and proposes', () => {
    expect(cutPart(['one two', 'three'], 0, 4)).toEqual(['one', 'two', 'three']);
    expect(joinPart(['one', 'two', 'three'], 1)).toEqual(['one\ntwo', 'three']);
    expect(joinPart(['one'], 0)).toEqual(['one']);
    expect(proposeParts('First part.\n\nSecond. Still second.')).toEqual([
      'First part.',
      'Second. Still second.',
    ]);
    expect(proposeParts('喜欢茶。不喝咖啡。')).toEqual(['喜欢茶。', '不喝咖啡。']);
    expect(proposeParts('indivisible')).toEqual(['indivisible', '']);
  });
});
