// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Channel } from '../../src/protocol/channel';
import type { SearchHostContract, SearchViewContract } from '../../src/protocol/searchView';
import { SearchApp } from '../../webview-ui/search/SearchApp';
import { hostTransport } from '../../webview-ui/shared/transport';
import { FakeCube } from './host/fakeCube';
import { FakeSearch } from './host/fakeSearch';
import { memory } from './renderEditor';

const garden = {
  nodes: [
    memory('tomato', 'Plants tomatoes in the garden last May', { tags: ['garden', 'spring'] }),
    memory('water', 'Waters the garden by hand', { status: 'archived' }),
    memory('nora', 'Sister Nora likes the garden', { memory_type: 'UserMemory', tags: ['family'] }),
    memory('zoe', 'Zoe <img src=x onerror=alert(1)>'),
  ],
  edges: [],
};
const channels: { dispose(): void }[] = [];
afterEach(() => {
  cleanup();
  for (const channel of channels.splice(0)) channel.dispose();
});

async function start(prepare: (host: FakeSearch) => void = () => undefined) {
  const host = new FakeSearch(new FakeCube(garden));
  prepare(host);
  const channel = new Channel<SearchViewContract, SearchHostContract>(hostTransport(), {});
  channels.push(channel, host.channel);
  render(<SearchApp channel={channel} />);
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Question' });
  await waitFor(() => expect(host.asked('choose')).toHaveLength(1));
  return { host, field };
}
async function ask(field: HTMLInputElement, text: string): Promise<HTMLElement> {
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: 'Enter' });
  return screen.findByRole('listbox', { name: 'Results' });
}
const titles = (list: HTMLElement): (string | null)[] =>
  [...list.querySelectorAll('.hit-title')].map(({ textContent }) => textContent);
const toggleTuning = (): boolean =>
  fireEvent.click(screen.getByRole('button', { name: 'Filters and weights' }));

describe('the search view', () => {
  it('asks as one types, after a pause, and keeps only the newest question', async () => {
    const { host, field } = await start();
    for (const text of ['g', 'ga', 'garden']) fireEvent.change(field, { target: { value: text } });
    const list = await screen.findByRole('listbox', { name: 'Results' });
    expect(titles(list)).toHaveLength(3);
    expect(host.asked('search')).toEqual([{ cube: 'cube:demo', request: { text: 'garden', topK: 20 } }]);
  });

  it('shows an older answer never after a newer one', async () => {
    const held: (() => void)[] = [];
    const { field } = await start((host) => {
      host.before = ({ name, params }) => {
        const { request } = params as { request?: { text: string } };
        if (name !== 'search' || request?.text !== 'garden') return undefined;
        return new Promise((resolve) => held.push(resolve));
      };
    });
    fireEvent.change(field, { target: { value: 'garden' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(held).toHaveLength(1));
    const list = await ask(field, 'Nora');
    expect(titles(list)).toEqual(['Sister Nora likes the garden']);
    await act(async () => held.forEach((release) => release()));
    expect(titles(list)).toEqual(['Sister Nora likes the garden']);
  });

  it('marks the words that were found, and shows text of the cube as text only', async () => {
    const { field } = await start();
    const list = await ask(field, 'Zoe');
    expect(list.querySelector('mark')?.textContent).toBe('Zoe');
    expect(document.querySelector('img')).toBeNull();
  });

  it('shows a score as a bar of its parts and, in the detail, with all its digits', async () => {
    const { field } = await start();
    const list = await ask(field, 'garden spring tomatoes');
    const [first] = within(list).getAllByRole('option');
    const bars = [...(first?.querySelectorAll<HTMLElement>('.score-bar i') ?? [])];
    expect(bars.map(({ dataset }) => dataset['part'])).toEqual(['lexical', 'tag']);
    const detail = screen.getByRole('complementary', { name: 'Detail' });
    const table = within(detail).getAllByRole('table')[0];
    expect(table?.textContent).toContain('0.6666666666666666');
    expect(within(detail).getByText('place 1')).toBeTruthy();
  });

  it('moves in the results by keys and reveals a memory in its editor', async () => {
    const { host, field } = await start();
    const list = await ask(field, 'garden');
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(list);
    fireEvent.keyDown(list, { key: 'End' });
    fireEvent.keyDown(list, { key: 'Enter' });
    await waitFor(() =>
      expect(host.asked('reveal')).toEqual([{ cube: 'cube:demo', key: 'nora', focus: true }]),
    );
    fireEvent.keyDown(list, { key: 'Escape' });
    expect(document.activeElement).toBe(field);
  });

  it('narrows by facets, whose chips can be taken out again', async () => {
    const { field } = await start();
    const list = await ask(field, 'garden');
    if (!screen.queryByRole('complementary', { name: 'Filters and weights' })) toggleTuning();
    fireEvent.click(screen.getByRole('button', { name: /^User/ }));
    await waitFor(() => expect(titles(list)).toEqual(['Sister Nora likes the garden']));
    fireEvent.click(screen.getByRole('button', { name: 'Remove filter type: User' }));
    await waitFor(() => expect(titles(list)).toHaveLength(3));
  });

  it('orders anew while a weight is moved, resets it, and keeps it for the cube', async () => {
    const { host, field } = await start();
    const list = await ask(field, 'garden family');
    expect(titles(list)[0]).toBe('Plants tomatoes in the garden last May');
    fireEvent.change(screen.getByRole('slider', { name: 'Words' }), { target: { value: '0' } });
    fireEvent.change(screen.getByRole('slider', { name: 'Tags' }), { target: { value: '2' } });
    await waitFor(() =>
      expect(host.asked('search').at(-1)).toMatchObject({ request: { weights: { lexical: 0, tag: 2 } } }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Save for this MemCube' }));
    await waitFor(() => expect(host.weights).toMatchObject({ lexical: 0, tag: 2, vector: 1 }));
    await waitFor(() =>
      expect(host.asked('search').at(-1)).toEqual({
        cube: 'cube:demo',
        request: { text: 'garden family', topK: 20 },
      }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Back to the standard weights' }));
    await waitFor(() => expect(host.weights.lexical).toBe(1));
  });

  it('shows the time it understood as days, and leaves it out when its chip is removed', async () => {
    const { host, field } = await start();
    await ask(field, 'garden last May');
    const chip = await screen.findByText(/last May:/);
    expect(chip.textContent).toMatch(/May 1, 2026 – .*May 31, 2026|May 1, 2026 – .*Jun 1, 2026/);
    fireEvent.click(screen.getByRole('button', { name: /Remove filter last May/ }));
    await waitFor(() =>
      expect(host.asked('search').at(-1)).toMatchObject({ request: { ignore: ['last May'] } }),
    );
    await screen.findByText('Use again: last May');
  });

  it('says why a memory is not among the hits, and applies the change that admits it', async () => {
    const { host, field } = await start((it) => {
      it.picked = 'nora';
      it.state = {
        schema: 1,
        cube: 'cube:demo',
        query: {
          text: 'garden',
          types: [],
          statuses: [],
          tags: [],
          topK: 1,
          threshold: null,
          weights: {},
          ignore: [],
        },
        tuning: false,
        spotlight: false,
      };
    });
    expect(field.value).toBe('garden');
    const list = await screen.findByRole('listbox', { name: 'Results' });
    expect(titles(list)).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Why not this memory?' }));
    const gate = (await screen.findByText('It is among the best')).closest('li');
    expect(gate?.dataset['passed']).toBe('false');
    await screen.findByText('Ask for 3 results.');
    fireEvent.click(screen.getByRole('button', { name: 'Apply this change' }));
    await waitFor(() => expect(titles(list)).toContain('Sister Nora likes the garden'));
    await screen.findByText(/It is among the hits/);
    expect(host.asked('whyNot')).toHaveLength(2);
  });

  it('says that it goes by words only and how that changes; progress can be stopped', async () => {
    const { host } = await start();
    await screen.findByText('No embedder is set up; search is lexical.');
    fireEvent.click(screen.getByRole('button', { name: 'Choose an Embedder…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Compute Vectors' }));
    await waitFor(() => expect(host.asked('embed')).toHaveLength(1));
    act(() => host.channel.emit('job', { cube: 'cube:demo', job: { what: 'embed', done: 2, total: 4 } }));
    await screen.findByText(/Computing vectors/);
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(host.asked('stop')).toHaveLength(1));
  });

  it('tells of vectors that the cube brought along: to be compared, or why they are not used', async () => {
    const embedder = { name: 'small', dimensions: 384 };
    const { host } = await start((it) => {
      it.vectors = { ...it.vectors, ...{ embedder, why: undefined, fresh: it.vectors.memories, taken: 3 } };
    });
    await screen.findByText('Vectors of the MemCube itself, not compared with their texts yet: 3.');
    fireEvent.click(screen.getByRole('button', { name: 'Compare All' }));
    await waitFor(() => expect(host.asked('embed')).toHaveLength(1));
    act(() => host.channel.emit('job', { cube: 'cube:demo', job: { what: 'check', done: 1, total: 3 } }));
    await screen.findByText(/Comparing vectors with their texts/);
    act(() => host.channel.emit('job', { cube: 'cube:demo', job: null }));
    host.vectors = { ...host.vectors, taken: 0, note: 'They are not used.' };
    act(() => host.channel.emit('changed', host.cubeState()));
    await screen.findByText('They are not used.');
    expect(screen.queryByRole('button', { name: 'Compare All' })).toBeNull();
    host.vectors = { ...host.vectors, fresh: 0 };
    act(() => host.channel.emit('changed', host.cubeState()));
    await screen.findByText(
      'No memory has a vector of small yet; search goes by words only. They are not used.',
    );
    screen.getByRole('button', { name: 'Compute Vectors' });
  });

  it('lights up the hits in the graph, follows them, and ends it', async () => {
    const { host, field } = await start();
    await ask(field, 'Nora');
    fireEvent.click(screen.getByRole('button', { name: 'Spotlight the results in the graph' }));
    await waitFor(() =>
      expect(host.asked('spotlight')).toEqual([
        { cube: 'cube:demo', spot: { keys: ['nora'], label: 'Nora' } },
      ]),
    );
    act(() => host.channel.emit('spotlightEnded', { cube: 'cube:demo' }));
    await screen.findByRole('button', { name: 'Spotlight the results in the graph' });
    await waitFor(() => expect(host.asked('spotlight').at(-1)).toEqual({ cube: 'cube:demo', spot: null }));
  });

  it('saves a search, and offers it before the next question', async () => {
    const { field } = await start();
    await ask(field, 'Nora');
    fireEvent.click(screen.getByRole('button', { name: 'Save as a folder in the Cubes tree' }));
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeTruthy());
    fireEvent.keyDown(field, { key: 'Escape' });
    fireEvent.click(await screen.findByRole('button', { name: 'Nora' }));
    await screen.findByRole('listbox', { name: 'Results' });
  });

  it('says what to do where nothing was found, and where there is no cube', async () => {
    const { field } = await start();
    fireEvent.change(field, { target: { value: 'xyzzy' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await screen.findByText('Nothing in this MemCube answers that.');
    cleanup();
    const host = new FakeSearch(new FakeCube(garden));
    host.hello = (hello) => ({ ...hello, cubes: [], cube: null });
    const channel = new Channel<SearchViewContract, SearchHostContract>(hostTransport(), {});
    channels.push(channel, host.channel);
    render(<SearchApp channel={channel} />);
    await screen.findByText(/There is no MemCube to search/);
  });

  it('shows a refusal with its way out', async () => {
    const { field } = await start((host) => {
      host.before = ({ name }) => {
        if (name === 'search') throw new Error('The index is locked.');
      };
    });
    fireEvent.change(field, { target: { value: 'garden' } });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The index is locked.');
    expect(within(alert).getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('is fit for screen readers', async () => {
    const { field } = await start();
    await ask(field, 'garden last May Nora');
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
