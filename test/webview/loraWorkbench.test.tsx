// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Channel } from '../../src/protocol/channel';
import type { LoraHostContract, LoraState, LoraViewContract } from '../../src/protocol/loraWorkbench';
import { LoraApp } from '../../webview-ui/loraWorkbench/LoraApp';
import { hostTransport } from '../../webview-ui/shared/transport';
import { adapterOf, adapterRow, FakeLora } from './host/fakeLora';
import './renderEditor';

const channels: { dispose(): void }[] = [];
afterEach(() => {
  cleanup();
  for (const channel of channels.splice(0)) channel.dispose();
});

const STATE: LoraState = {
  ...{ cube: 'aurora-home', readOnly: false, runs: [], undo: null },
  model: { state: 'ready', name: 'SmolLM2', reason: '' },
  rows: [
    adapterRow(adapterOf('a', { title: 'Garden' })),
    adapterRow(adapterOf('b', { title: 'House', approval: 'proposed' })),
    adapterRow(adapterOf('c', { title: 'From elsewhere', origin: 'imported', training: null, result: null })),
  ],
};

async function start(part: Partial<LoraState> = {}, prepare: (host: FakeLora) => void = () => undefined) {
  const host = new FakeLora({ ...STATE, ...part });
  prepare(host);
  const channel = new Channel<LoraViewContract, LoraHostContract>(hostTransport(), {});
  channels.push(channel, host.channel);
  render(<LoraApp channel={channel} />);
  await screen.findByRole('heading', { name: 'Parametric memory of aurora-home' });
  return host;
}
const list = (): HTMLElement => screen.getByRole('listbox', { name: 'Adapters' });
const page = (): HTMLElement => screen.getByRole('region', { name: 'Adapter' });
const open = (title: string): void =>
  void fireEvent.click(within(list()).getByRole('option', { name: new RegExp(`^${title}`) }));
const tab = (name: string): void => void fireEvent.click(screen.getByRole('tab', { name }));
const option = (name: RegExp): Promise<HTMLElement> => within(list()).findByRole('option', { name });

describe('the list of adapters', () => {
  it('says in words how each stands and how well it answers', async () => {
    await start();
    expect(await option(/^Garden, approved, 75 % right, 3.7 MB/)).toBeDefined();
    expect(await option(/^House, waits for your approval/)).toBeDefined();
    expect(await option(/^From elsewhere, approved, 3.7 MB/)).toBeDefined();
  });

  it('tells of one that cannot be read, that was not approved here, and whose memories have changed', async () => {
    const source = { key: 'm1', title: 'Tomatoes', text: 'Tomatoes are planted in May.' };
    await start({
      rows: [
        { ...adapterRow(adapterOf('x')), item: null, standing: 'broken', problem: 'Its file is gone.' },
        adapterRow(adapterOf('y', { title: 'Y' }), { standing: 'foreign' }),
        adapterRow(adapterOf('z', { title: 'Z' }), {
          standing: 'stale',
          changes: [{ kind: 'changed', source, text: 'Tomatoes are planted in June.' }],
        }),
      ],
    });
    expect(within(page()).getByText('Its file is gone.')).toBeDefined();
    open('Y');
    expect(within(page()).getByText(/It was not approved on this machine/)).toBeDefined();
    open('Z');
    expect(within(page()).getByText('June', { selector: 'ins' })).toBeDefined();
  });

  it('offers the ways to a first one where there is none', async () => {
    const host = await start({ rows: [] });
    const [, distil] = screen.getAllByText('Distil Memories…');
    if (distil) fireEvent.click(distil);
    await waitFor(() => expect(host.asked('distil')).toHaveLength(1));
  });
});

describe('an adapter', () => {
  it('is attached at a scale, and detached', async () => {
    const host = await start();
    const slider = within(page()).getByRole('slider', { name: /Scale/ });
    fireEvent.change(slider, { target: { value: '0.5' } });
    fireEvent.click(within(page()).getByRole('button', { name: 'Attach' }));
    await option(/^Garden, attached, attached at 0.5/);
    fireEvent.change(slider, { target: { value: '1.5' } });
    fireEvent.keyUp(slider, { key: 'ArrowRight' });
    await option(/attached at 1.5/);
    fireEvent.click(within(page()).getByRole('button', { name: 'Detach' }));
    await option(/^Garden, approved/);
    expect(host.asked('attach')).toEqual([
      { id: 'a', scale: 0.5 },
      { id: 'a', scale: 1.5 },
    ]);
  });

  it('cannot be attached before it is approved', async () => {
    const host = await start();
    open('House');
    const attach = within(page()).getByRole<HTMLButtonElement>('button', { name: 'Attach' });
    expect(attach.disabled).toBe(true);
    expect(within(page()).getByText(/answers 75 % right, without it 0 %/)).toBeDefined();
    fireEvent.click(within(page()).getByText('Approve'));
    await waitFor(() => expect(attach.disabled).toBe(false));
    expect(host.asked('decide')).toEqual([{ id: 'b', approval: 'approved' }]);
  });

  it('shows what does not fit the model', async () => {
    await start({}, (host) => {
      host.mismatches = [
        { tensor: 'blk.0.attn_q.weight.lora_a', message: '576 columns; the model has 640.' },
      ];
    });
    expect(
      await within(page()).findByText('576 columns; the model has 640.', { exact: false }),
    ).toBeDefined();
  });

  it('shows its training: the loss, the held-out questions, and the set with its memories', async () => {
    const host = await start();
    tab('Training');
    expect(await screen.findByRole('img', { name: 'Loss from 3.2 to 0.12 in 90 steps' })).toBeDefined();
    expect(screen.getByText('In May <b>.', { exact: false })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Training set' }));
    fireEvent.click(screen.getByRole('button', { name: 'Tomatoes' }));
    await waitFor(() => expect(host.asked('reveal')).toEqual([{ key: 'm1' }]));
    open('From elsewhere');
    expect(await screen.findByText(/trained elsewhere/)).toBeDefined();
  });

  it('shows what it changes, as a map and as a table', async () => {
    await start();
    tab('Layers');
    const grid = await screen.findByRole('grid', { name: 'Norm of what the adapter adds' });
    expect(within(grid).getByRole('gridcell', { name: 'Layer 1, attn_q: 2' })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    expect(within(screen.getByRole('table')).getByText('1.5')).toBeDefined();
  });

  it('is compared with the model alone on one prompt', async () => {
    const host = await start();
    tab('Compare');
    fireEvent.change(screen.getByRole('textbox', { name: 'Prompt' }), { target: { value: 'When?' } });
    fireEvent.submit(screen.getByRole('textbox', { name: 'Prompt' }));
    expect(await screen.findByText('In June.')).toBeDefined();
    expect(screen.getByText('In May.')).toBeDefined();
    expect(screen.getByText(/The answers part at token 2/)).toBeDefined();
    expect(host.asked('compare')).toEqual([{ prompt: 'When?', a: [], b: [{ id: 'a', scale: 1 }] }]);
  });
});

describe('what is being trained', () => {
  it('is told with its loss, and can be stopped and gone on with', async () => {
    const run = { id: 'r', title: 'Kitchen', memories: 3, problem: '' };
    const loss = [
      { step: 1, loss: 3 },
      { step: 20, loss: 1.2 },
    ];
    const progress = { phase: 'training' as const, step: 20, steps: 90, epoch: 4, loss: 1.2, eta: 61 };
    const host = await start({ runs: [{ ...run, state: 'running', progress, loss }] });
    expect(screen.getByText('step 20 of 90 · loss 1.2 · 1 min 1 s left')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(host.asked('stop')).toEqual([{ run: 'r' }]));
    host.become({ runs: [{ ...run, state: 'stopped', progress, loss }] });
    fireEvent.click(await screen.findByRole('button', { name: 'Go On' }));
    await waitFor(() => expect(host.asked('resume')).toEqual([{ run: 'r' }]));
  });
});

describe('for everybody', () => {
  it.each(['Overview', 'Training', 'Layers', 'Compare'])('%s has no faults that axe knows', async (name) => {
    await start();
    tab(name);
    await waitFor(() => expect(screen.queryByText('Reading the numbers…')).toBeNull());
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
