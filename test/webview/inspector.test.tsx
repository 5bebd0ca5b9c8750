// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { memory, parent, renderEditor } from './renderEditor';

const cube = {
  nodes: [
    memory('a', 'Garden'),
    memory('b', 'Tomatoes in May', {
      tags: ['food'],
      confidence: 90,
      created_at: '2025-04-12T18:40:00.123456',
      pinned: true,
      info: { deep: [1] },
      background: '',
      sources: [
        { type: 'web', url: 'https://example.org/x', content: '<b>bold</b>' },
        { type: 'chat', role: 'user', chat_time: '9 May', content: 'In May.' },
      ],
    }),
    memory('c', 'Old tomatoes'),
  ],
  edges: [
    ...parent('a', 'b'),
    { source: 'c', target: 'b', type: 'MERGED_TO' },
    { source: 'b', target: 'gone', type: 'RELATE' },
  ],
};
const set = (name: string, raw: string | null) => ({
  kind: 'set',
  keys: ['b'],
  path: ['metadata', name],
  raw,
});

async function open(key = 'b', prepare = (): void => undefined) {
  const started = await renderEditor(cube, {
    prepare: (host) => {
      prepare();
      host.hello = (hello) => ({ ...hello, reveal: key });
    },
  });
  const panel = screen.getByRole('complementary', { name: 'Inspector' });
  await within(panel).findByLabelText('Text of the memory');
  return { ...started, panel };
}

describe('a field that someone has set', () => {
  it('says who, when and why', async () => {
    const { panel } = await open();
    expect(within(panel).queryByRole('group', { name: 'Status' })).toBeNull();
    fireEvent.change(within(panel).getByLabelText('Status'), { target: { value: 'archived' } });
    const group = await within(panel).findByRole('group', { name: 'Status' });
    const description = document.getElementById(group.getAttribute('aria-describedby') ?? '');
    expect(description?.textContent).toMatch(/^Set by you, Nov 2\d, 2026: Set status of “Tomatoes in May”$/);
  });
});

describe('the inspector', () => {
  it('commits text by Ctrl+Enter and on leaving, and reverts by Escape', async () => {
    const { host, panel } = await open();
    const text = within(panel).getByLabelText<HTMLTextAreaElement>('Text of the memory');
    fireEvent.change(text, { target: { value: 'nonsense' } });
    fireEvent.keyDown(text, { key: 'Escape' });
    expect(text.value).toBe('Tomatoes in May');
    fireEvent.change(text, { target: { value: 'In "May"' } });
    fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true });
    await waitFor(() =>
      expect(host.edits).toEqual([{ kind: 'set', keys: ['b'], path: ['memory'], raw: '"In \\"May\\""' }]),
    );
    fireEvent.change(text, { target: { value: 'In June' } });
    fireEvent.blur(text);
    await waitFor(() => expect(host.edits).toHaveLength(2));
  });

  it('commits what is being typed when another memory is shown', async () => {
    const { host, panel, grid } = await open();
    fireEvent.change(within(panel).getByLabelText('Text of the memory'), {
      target: { value: 'Half a thought' },
    });
    fireEvent.click(within(grid).getByText('Garden'));
    await waitFor(() =>
      expect(host.edits).toMatchObject([{ keys: ['b'], path: ['memory'], raw: '"Half a thought"' }]),
    );
  });

  it('keeps a text that was refused, also while another memory is shown, until it is taken', async () => {
    const { host, panel, grid } = await open();
    const field = () => within(panel).getByLabelText<HTMLTextAreaElement>('Text of the memory');
    host.before = ({ name }) => {
      if (name === 'edit') throw new Error('The server is away.');
    };
    fireEvent.change(field(), { target: { value: 'Written into the void' } });
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    await screen.findByText('The server is away.');
    expect(field().value).toBe('Written into the void');
    fireEvent.click(within(grid).getByText('Garden'));
    await waitFor(() => expect(field().value).toBe('Garden'));
    fireEvent.click(within(grid).getByText('Tomatoes in May'));
    await waitFor(() => expect(field().value).toBe('Written into the void'));
    host.before = () => undefined;
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(field().dataset['dirty']).toBe('false'));
    await waitFor(() => expect(field().value).toBe('Written into the void'));
  });

  it('has a control for each kind of field', async () => {
    const { host, panel } = await open();
    fireEvent.change(within(panel).getByLabelText('Status'), { target: { value: 'archived' } });
    await waitFor(() => expect(host.edits.at(-1)).toEqual(set('status', '"archived"')));
    const confidence = within(panel).getByLabelText('Confidence');
    fireEvent.change(confidence, { target: { value: 'high' } });
    fireEvent.blur(confidence);
    expect(within(panel).getByRole('alert').textContent).toBe('Not a number.');
    fireEvent.change(confidence, { target: { value: '90.0' } });
    fireEvent.keyDown(confidence, { key: 'Enter' });
    await waitFor(() => expect(host.edits.at(-1)).toEqual(set('confidence', '90.0')));
    const created = within(panel).getByLabelText<HTMLInputElement>('Created');
    expect(created.value).toBe('2025-04-12T18:40');
    fireEvent.change(created, { target: { value: '2025-05-01T08:00' } });
    fireEvent.blur(created);
    await waitFor(() => expect(host.edits.at(-1)).toEqual(set('created_at', '"2025-05-01T08:00:00"')));
    const info = within(panel).getByLabelText('More');
    fireEvent.change(info, { target: { value: '{"deep": [' } });
    fireEvent.keyDown(info, { key: 'Enter', ctrlKey: true });
    expect(within(panel).getByRole('alert').textContent).toMatch(/JSON/);
    fireEvent.change(info, { target: { value: '{"deep": []}' } });
    fireEvent.keyDown(info, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(host.edits.at(-1)).toEqual(set('info', '{"deep": []}')));
  });

  it('edits a long title whole, though rows show it shortened', async () => {
    const long = 'A title '.repeat(40).trim();
    const nodes = [memory('b', 'Text', { key: long })];
    const { grid } = await renderEditor(
      { nodes, edges: [] },
      {
        prepare: (host) => (host.hello = (hello) => ({ ...hello, reveal: 'b' })),
      },
    );
    const panel = screen.getByRole('complementary', { name: 'Inspector' });
    const title = await within(panel).findByLabelText<HTMLInputElement>('Title');
    expect(title.value).toBe(long);
    await waitFor(() => expect(grid.querySelector('[aria-selected="true"]')).not.toBeNull());
    fireEvent.keyDown(grid, { key: 'F2' });
    await waitFor(() => expect(document.activeElement).toBe(title));
  });

  it('removes fields and adds those that are missing', async () => {
    const { host, panel } = await open();
    fireEvent.click(within(panel).getByRole('button', { name: 'Remove field pinned' }));
    await waitFor(() => expect(host.edits.at(-1)).toEqual(set('pinned', null)));
    fireEvent.click(within(panel).getByRole('button', { name: 'Add field' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /Entities/ }));
    await waitFor(() => expect(host.edits.at(-1)).toEqual(set('entities', '[]')));
  });

  it('adds and removes tags', async () => {
    const { host, panel } = await open();
    const input = within(panel).getByLabelText('Add tag');
    fireEvent.change(input, { target: { value: ' lyon ' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() =>
      expect(host.edits.at(-1)).toEqual({ kind: 'tag', keys: ['b'], add: ['lyon'], remove: [] }),
    );
    fireEvent.click(within(panel).getByRole('button', { name: 'Remove tag food' }));
    await waitFor(() =>
      expect(host.edits.at(-1)).toEqual({ kind: 'tag', keys: ['b'], add: [], remove: ['food'] }),
    );
  });

  it('shows sources as text, without links', async () => {
    const { panel } = await open();
    expect(within(panel).getByText('https://example.org/x')).toBeTruthy();
    expect(within(panel).getByText('<b>bold</b>')).toBeTruthy();
    expect(within(panel).getByText('9 May')).toBeTruthy();
    expect(panel.querySelector('a, b')).toBeNull();
  });

  it('shows relations both ways, leads along them, and takes them away', async () => {
    const { host, panel } = await open();
    expect(within(panel).getByText('Missing: gone')).toBeTruthy();
    fireEvent.click(
      within(panel).getByRole('button', { name: 'Remove relation MERGED_TO with Old tomatoes' }),
    );
    await waitFor(() =>
      expect(host.edits).toEqual([{ kind: 'unlink', edge: { source: 'c', target: 'b', type: 'MERGED_TO' } }]),
    );
    fireEvent.click(within(within(panel).getByLabelText('Path')).getByText('Garden'));
    await waitFor(() => expect(within(panel).getByLabelText<HTMLInputElement>('Title').value).toBe('Garden'));
  });

  it('compares and restores from the history', async () => {
    const { host, panel } = await open();
    const [diff] = await within(panel).findAllByText('diff');
    fireEvent.click(diff as HTMLElement);
    await waitFor(() =>
      expect(host.requests.at(-1)).toEqual({ name: 'diff', params: { key: 'b', entry: 'b-2' } }),
    );
    fireEvent.click(within(panel).getAllByText('restore')[1] as HTMLElement);
    await waitFor(() =>
      expect(host.requests.at(-1)).toEqual({ name: 'restore', params: { key: 'b', entry: 'b-1' } }),
    );
  });

  it('shows why an edit was refused', async () => {
    const { host, panel } = await open();
    host.before = ({ name }) => {
      if (name === 'edit') throw new Error('The folder is read-only.');
    };
    fireEvent.change(within(panel).getByLabelText('Status'), { target: { value: 'archived' } });
    expect((await screen.findByRole('alert')).textContent).toContain('The folder is read-only.');
  });
});
