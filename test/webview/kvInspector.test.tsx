// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Channel } from '../../src/protocol/channel';
import type { KvHostContract, KvState, KvViewContract } from '../../src/protocol/kvInspector';
import { KvApp } from '../../webview-ui/kvInspector/KvApp';
import { hostTransport } from '../../webview-ui/shared/transport';
import { FakeKv, itemOf, rowOf } from './host/fakeKv';
import './renderEditor';

Object.defineProperty(Element.prototype, 'scrollIntoView', { configurable: true, value: () => undefined });

const channels: { dispose(): void }[] = [];
afterEach(() => {
  cleanup();
  for (const channel of channels.splice(0)) channel.dispose();
});

const STATE: KvState = {
  ...{ cube: 'aurora-home', readOnly: false, budgetBytes: 100_000_000, jobs: [] },
  model: { state: 'ready', name: 'SmolLM2', reason: '' },
  rows: [
    rowOf('cold', { title: 'Old notes', tier: 'cold', bytes: 4_000_000 }),
    rowOf('disk', { title: 'Garden', hits: 3 }),
    rowOf('ram', { title: 'House', tier: 'ram', slot: 1, pinned: true }),
  ],
};

async function start(part: Partial<KvState> = {}, prepare: (host: FakeKv) => void = () => undefined) {
  const host = new FakeKv({ ...STATE, ...part });
  prepare(host);
  const channel = new Channel<KvViewContract, KvHostContract>(hostTransport(), {});
  channels.push(channel, host.channel);
  render(<KvApp channel={channel} />);
  await screen.findByRole('heading', { name: 'Activation memory of aurora-home' });
  return host;
}
const list = (): HTMLElement => screen.getByRole('listbox', { name: 'KV items' });
const titles = (): (string | null | undefined)[] =>
  within(list())
    .getAllByRole('option')
    .map((row) => row.querySelector('.item-title')?.textContent);
const open = (title: string): void =>
  void fireEvent.click(within(list()).getByRole('option', { name: new RegExp(`^${title}`) }));
const tab = (name: string): void => void fireEvent.click(screen.getByRole('tab', { name }));
const page = (): HTMLElement => screen.getByRole('region', { name: 'KV item' });
async function ask(question: string): Promise<void> {
  fireEvent.change(screen.getByRole('textbox', { name: 'Question' }), { target: { value: question } });
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Question' }), { key: 'Enter' });
  await waitFor(() => expect(screen.queryByText('Stop')).toBeNull());
}

describe('the list of items', () => {
  it('shows them by tier, quickest first, with the room that they take', async () => {
    await start();
    expect(titles()).toEqual(['House', 'Garden', 'Old notes']);
    expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toBe('30 MB of 100 MB');
    expect(within(list()).getByText('Compressed')).toBeDefined();
  });

  it('is walked through with the arrow keys, the names of tiers passed over', async () => {
    await start({}, (host) => void (host.state = { selected: 'ram' }));
    fireEvent.keyDown(list(), { key: 'ArrowDown' });
    expect(within(page()).getByRole('heading', { name: 'Garden' })).toBeDefined();
    fireEvent.keyDown(list(), { key: 'ArrowUp' });
    expect(within(page()).getByRole('heading', { name: 'House' })).toBeDefined();
    fireEvent.keyDown(list(), { key: 'Home' });
    expect(within(page()).getByRole('heading', { name: 'House' })).toBeDefined();
  });

  it('says how an item stands in words', async () => {
    const rows = [
      rowOf('a', { title: 'A', standing: 'foreign', reason: 'It was not made here.' }),
      rowOf('b', { title: 'B', standing: 'stale' }),
      rowOf('c', { title: 'C', differs: ['modelHash'] }),
    ];
    await start({ rows });
    expect(within(list()).getByRole('option', { name: /^A, On disk, foreign/ })).toBeDefined();
    expect(within(list()).getByRole('option', { name: /^B, On disk, stale/ })).toBeDefined();
    expect(within(list()).getByRole('option', { name: /^C, On disk, for another model/ })).toBeDefined();
    open('A');
    expect(within(page()).getByText('It was not made here.')).toBeDefined();
    const wake = within(page()).getByRole<HTMLButtonElement>('button', { name: /^Wake/ });
    expect(wake.disabled).toBe(true);
  });

  it('offers the way on where there is nothing, and where there is no model', async () => {
    const host = await start({
      rows: [],
      model: { state: 'none', name: '', reason: 'No chat model is chosen.' },
    });
    expect(screen.getByText('There is no KV item in this MemCube yet.')).toBeDefined();
    const [choose] = screen.getAllByText('Choose Chat Model…');
    if (choose) fireEvent.click(choose);
    await waitFor(() => expect(host.asked('chooseModel')).toHaveLength(1));
  });
});

describe('an item', () => {
  it('is asked, and each answer tells what was reused and why; a cold one compares', async () => {
    const host = await start();
    tab('Ask');
    await ask('When?');
    const log = screen.getByRole('log');
    expect(await within(log).findByText('583 of 600 tokens were brought back.')).toBeDefined();
    expect(within(log).getByRole('img', { name: /583 of 600 tokens reused, 17 computed/ })).toBeDefined();
    fireEvent.click(within(log).getByRole('button', { name: 'Compare without the item' }));
    expect(await within(log).findByText('Everything was computed.')).toBeDefined();
    expect(host.asked('ask')).toMatchObject([{ cold: false }, { cold: true, question: 'When?' }]);
    tab('Overview');
    expect(await screen.findByText('98 % less waiting')).toBeDefined();
  });

  it('shows an answer while it is made, and stops it', async () => {
    let release = (): void => undefined;
    const host = await start({}, (fake) => {
      fake.before = ({ name }) =>
        name === 'ask' ? new Promise<void>((done) => (release = done)) : undefined;
    });
    tab('Ask');
    fireEvent.change(screen.getByRole('textbox', { name: 'Question' }), { target: { value: 'When?' } });
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Question' }), { key: 'Enter' });
    await waitFor(() => expect(host.asked('ask')).toHaveLength(1));
    const [{ stream }] = host.asked('ask') as [{ stream: string }];
    host.channel.emit('text', { stream, text: 'In the sec' });
    host.channel.emit('text', { stream: 'another', text: '!' });
    expect(await screen.findByText('In the sec')).toBeDefined();
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Question' }), { key: 'Escape' });
    await waitFor(() => expect(host.asked('stop')).toEqual([{ stream }]));
    release();
    await waitFor(() => expect(screen.queryByText('Stop')).toBeNull());
  });

  it('that is stale shows what has changed, word by word, and is built anew', async () => {
    const source = { key: 'm1', title: 'Tomatoes', text: 'Planted in May.' };
    const host = await start({}, (fake) => void (fake.keeps = 500));
    open('Garden');
    const stale = rowOf('disk', {
      ...{ title: 'Garden', standing: 'stale' as const },
      changes: [
        { kind: 'changed', source, text: 'Planted in June.' },
        { kind: 'removed', source: { key: 'm2', title: 'Zoe', text: 'Moved away.' } },
      ],
    });
    host.become({ rows: [stale] });
    const changes = await screen.findByRole('region', { name: 'What has changed' });
    expect(within(changes).getByText('May').tagName).toBe('DEL');
    expect(within(changes).getByText('June').tagName).toBe('INS');
    expect(within(changes).getByText('It is not in the MemCube any more.')).toBeDefined();
    fireEvent.click(within(changes).getByRole('button', { name: 'Open Diff' }));
    fireEvent.click(await within(page()).findByRole('button', { name: 'Extend' }));
    await waitFor(() => expect(host.asked('rebuild')).toEqual([{ id: 'disk' }]));
    expect(host.asked('diff')).toEqual([{ id: 'disk', key: 'm1' }]);
    host.become({
      jobs: [{ item: 'disk', title: 'Garden', done: 100, total: 400, tokensPerSecond: 240 }],
    });
    expect(await screen.findByText(/100 of 400 tokens · 240 tokens\/s/)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(host.asked('cancel')).toEqual([{ id: 'disk' }]));
  });

  it('shows its tokens over their text, as text only, and whose they are', async () => {
    await start();
    tab('Tokens and text');
    const flow = await screen.findByRole('listbox', { name: 'Tokens' });
    expect(within(flow).getAllByRole('option')).toHaveLength(8);
    expect(document.querySelector('img')).toBeNull();
    fireEvent.keyDown(flow, { key: 'End' });
    const info = screen.getByText('position 7 of 8').parentElement;
    expect(info?.textContent).toContain('token 41');
    expect(info?.textContent).toContain('Zoe');
    fireEvent.click(screen.getByRole('button', { name: /Tomatoes/ }));
    expect(screen.getByText('position 2 of 8')).toBeDefined();
  });

  it('shows its numbers as a heat map that the keyboard reaches, and as a table', async () => {
    await start();
    tab('Layers');
    const grid = await screen.findByRole('grid', { name: 'Numbers of each layer' });
    fireEvent.keyDown(grid, { key: 'ArrowDown' });
    fireEvent.keyDown(grid, { key: 'End' });
    expect(grid.getAttribute('aria-activedescendant')).toBe('heat-1-1');
    expect(screen.getByRole('note').textContent).toBe('Layer 1 · from 292 · 21');
    fireEvent.click(screen.getByRole('button', { name: 'Values' }));
    fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'Layerfrom 0from 292',
      '01–',
      '11–',
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Statistics' }));
    expect(screen.getByRole('columnheader', { name: 'Std' })).toBeDefined();
  });

  it('is compared with the model in use, part by part', async () => {
    const row = rowOf('disk', { title: 'Garden', differs: ['contextSize'] });
    await start({ rows: [row] }, (host) => {
      host.current = { ...itemOf(row).fingerprint, contextSize: 4096 };
    });
    const line = (await screen.findByRole('rowheader', { name: 'Context' })).closest('tr');
    await waitFor(() => expect(line?.textContent).toContain('4,096'));
    expect(line?.textContent).toContain('differs');
  });

  it('has no faults that a checker of accessibility finds, on any tab', async () => {
    await start();
    for (const name of ['Overview', 'Ask', 'Tokens and text', 'Layers']) {
      tab(name);
      await waitFor(() => expect(screen.getByRole('tabpanel').textContent).not.toBe(''));
      const { violations } = await axe.run(document.body, {
        rules: { 'color-contrast': { enabled: false } },
      });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
});
