// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { memory, parent, renderEditor } from './renderEditor';

const cube = {
  nodes: [
    memory('a', 'Garden'),
    memory('b', 'Tomatoes', { memory_type: 'UserMemory' }),
    memory('c', 'Letters'),
  ],
  edges: [...parent('a', 'b'), { source: 'c', target: 'b', type: 'CONFLICT' }],
};

describe('the graph', () => {
  beforeAll(() => {
    vi.stubGlobal(
      'DOMMatrixReadOnly',
      class {
        readonly m22 = 1;
      },
    );
  });

  it('puts what a search lights up first, says so, and ends the spotlight on request', async () => {
    const { host } = await renderEditor(cube, { layout: 'split' });
    const ended = vi.fn();
    host.channel.on('spotlightEnded', ended);
    fireEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
    act(() => host.channel.emit('spotlight', { keys: ['c', 'b'], label: 'letters' }));
    await screen.findByText('Spotlight on 2 results of “letters”');
    const table = await screen.findByRole('table', { name: 'Graph as a table' });
    const names = (): (string | null)[] =>
      [...table.querySelectorAll('.graph-table-title')].map(({ textContent }) => textContent);
    await waitFor(() =>
      expect(names()).toEqual(['in the spotlightLetters', 'in the spotlightTomatoes', 'Garden']),
    );
    fireEvent.click(screen.getByRole('button', { name: 'End Spotlight' }));
    await waitFor(() => expect(names()).toEqual(['Garden', 'Tomatoes', 'Letters']));
    await waitFor(() => expect(ended).toHaveBeenCalledOnce());
  });

  it('has the same content as a table, with the relations in words', async () => {
    await renderEditor(cube, { layout: 'split' });
    fireEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
    const table = await screen.findByRole('table', { name: 'Graph as a table' });
    const rows = within(table)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(rows).toHaveLength(4);
    expect(rows[2]).toContain('PARENT from “Garden”, CONFLICT from “Letters”');
    fireEvent.click(within(table).getByRole('button', { name: 'Tomatoes' }));
    const panel = screen.getByRole('complementary', { name: 'Inspector' });
    await waitFor(() =>
      expect(within(panel).getByLabelText<HTMLInputElement>('Title').value).toBe('Tomatoes'),
    );
  });

  it('has a legend with counts that hides a type', async () => {
    await renderEditor(cube, { layout: 'split' });
    const legend = await screen.findByRole('group', { name: 'Legend' });
    const user = within(legend).getByRole('button', { name: /User\s*1/ });
    expect(user.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(user);
    await waitFor(() => expect(user.getAttribute('aria-pressed')).toBe('false'));
    fireEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    const table = await screen.findByRole('table', { name: 'Graph as a table' });
    expect(within(table).queryByText('Tomatoes')).toBeNull();
  });

  it('asks for what the filter lets through, and again when the data changes', async () => {
    const { host } = await renderEditor(cube, { layout: 'split' });
    await screen.findByRole('group', { name: 'Legend' });
    fireEvent.change(screen.getByLabelText('Find memories'), { target: { value: 'letters' } });
    const graphs = () => host.requests.filter(({ name }) => name === 'graph');
    await waitFor(() => expect(graphs().at(-1)?.params).toMatchObject({ filter: { text: 'letters' } }));
    const before = graphs().length;
    host.changed(['c']);
    await waitFor(() => expect(graphs().length).toBeGreaterThan(before));
  });
});
