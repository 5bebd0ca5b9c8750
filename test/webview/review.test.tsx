// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { IngestBatch, Proposal } from '../../src/engine/model/proposal';
import { Channel } from '../../src/protocol/channel';
import type { ReviewHostContract, ReviewViewContract } from '../../src/protocol/reviewView';
import { ReviewApp } from '../../webview-ui/review/ReviewApp';
import { hostTransport } from '../../webview-ui/shared/transport';
import { batchOf, FakeReview, proposal, record } from './host/fakeReview';
import './renderEditor';

const channels: { dispose(): void }[] = [];
afterEach(() => {
  cleanup();
  for (const channel of channels.splice(0)) channel.dispose();
});

const BIRDS = 'No machines on the gravel between March and July.';
const near: Partial<Proposal> = {
  verdict: 'near',
  suggested: 'replace',
  against: { id: 'birds', text: BIRDS, alike: 0.9, where: 'cube' },
  reason: { message: 'Almost the same text is there: {0} % alike.', args: ['90'] },
};
const PROPOSALS = [
  proposal('tea', 'Lin Mei drinks Longjing.'),
  proposal('gravel', 'No machines on the gravel bank between March and August.', near),
  proposal('zoe', 'Zoe <img src=x onerror=alert(1)>'),
  proposal('again', 'Lin Mei drinks Longjing!', {
    verdict: 'exact',
    suggested: 'skip',
    against: { id: 'tea', text: 'Lin Mei drinks Longjing.', alike: 1, where: 'batch' },
    reason: { message: 'The same text is there already.', args: [] },
  }),
];

async function start(
  part: {
    proposals?: readonly Proposal[];
    batch?: Partial<IngestBatch>;
    prepare?: (host: FakeReview) => void;
  } = {},
) {
  const host = await FakeReview.of(batchOf(part.proposals ?? PROPOSALS, part.batch), [
    record('birds', BIRDS),
  ]);
  part.prepare?.(host);
  const channel = new Channel<ReviewViewContract, ReviewHostContract>(hostTransport(), {});
  channels.push(channel, host.channel);
  render(<ReviewApp channel={channel} />);
  const list = await screen.findByRole('listbox', { name: 'Proposals' });
  return { host, list };
}

const option = (name: RegExp): HTMLElement => screen.getByRole('option', { name });
const decided = (): string[] =>
  screen
    .getAllByRole('option')
    .map((each) => each.querySelector('.proposal-decision')?.getAttribute('title') ?? '');
const press = (label: string | RegExp): boolean =>
  fireEvent.click(within(screen.getByRole('toolbar', { name: 'Decide' })).getByText(label));
const detail = (): HTMLElement => screen.getByRole('complementary', { name: 'Proposal' });

describe('the list of proposals', () => {
  it('shows what was found about each and why, and text of the source as text only', async () => {
    const { list } = await start();
    expect(within(list).getAllByRole('option')).toHaveLength(4);
    expect(option(/^No machines/).textContent).toContain('Almost the same text is there: 90 % alike.');
    expect(document.querySelector('img')).toBeNull();
  });

  it('is narrowed by what was found, what was decided, and words', async () => {
    const { list } = await start();
    fireEvent.click(screen.getByRole('button', { name: /^New/ }));
    expect(within(list).getAllByRole('option')).toHaveLength(2);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'longjing' } });
    expect(within(list).getAllByRole('option')).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(within(list).getAllByRole('option')).toHaveLength(4);
  });

  it('draws only what is in sight of thousands', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => proposal(`p${at}`, `Memory number ${at}`));
    const { list } = await start({ proposals: many });
    expect(within(list).getAllByRole('option').length).toBeLessThan(60);
    expect(within(list).getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('5000');
  });
});

describe('deciding', () => {
  it('goes by keys, on to the next open proposal, and can be taken back and made again', async () => {
    const { host, list } = await start();
    fireEvent.keyDown(list, { key: 'a' });
    await waitFor(() => expect(decided()[0]).toBe('Accepted'));
    expect(option(/^No machines/).getAttribute('aria-selected')).toBe('true');
    fireEvent.keyDown(list, { key: 'a' });
    await waitFor(() => expect(decided()[1]).toBe('Replaces the other'));
    fireEvent.keyDown(list, { key: 'r' });
    await waitFor(() => expect(decided()[2]).toBe('Rejected'));
    fireEvent.keyDown(list, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(decided()[2]).toBe('No decision yet'));
    fireEvent.keyDown(list, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(decided()[1]).toBe('No decision yet'));
    fireEvent.keyDown(list, { key: 'z', ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(decided()[1]).toBe('Replaces the other'));
    expect(host.asked('decide')).toEqual([
      { decisions: [{ ids: ['tea'], decision: 'add' }] },
      { decisions: [{ ids: ['gravel'], decision: 'replace' }] },
      { decisions: [{ ids: ['zoe'], decision: 'rejected' }] },
    ]);
  });

  it('takes the text as it was edited, and the one that was read again when the decision is undone', async () => {
    const { host, list } = await start();
    fireEvent.keyDown(list, { key: 'e' });
    const field = await screen.findByRole('textbox', { name: 'Text of the memory' });
    fireEvent.change(field, { target: { value: '' } });
    expect(screen.getByText('A memory needs a text.')).toBeTruthy();
    fireEvent.change(field, { target: { value: 'Lin Mei drinks Tieguanyin.' } });
    press('Accept Edited');
    await waitFor(() => expect(option(/edited/).textContent).toContain('Tieguanyin'));
    expect(host.batch.proposals[0]).toMatchObject({ decision: 'add', edited: 'Lin Mei drinks Tieguanyin.' });
    fireEvent.keyDown(list, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(host.batch.proposals[0]?.edited).toBeUndefined());
  });

  it('keeps a text that is being edited while one looks at another proposal', async () => {
    const { list } = await start();
    fireEvent.keyDown(list, { key: 'e' });
    const field = await screen.findByRole('textbox', { name: 'Text of the memory' });
    fireEvent.change(field, { target: { value: 'Half a thought' } });
    fireEvent.keyDown(list, { key: 'j' });
    await within(detail()).findByText('In the MemCube');
    fireEvent.keyDown(list, { key: 'k' });
    const again = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text of the memory' });
    expect(again.value).toBe('Half a thought');
  });

  it('takes all that is suggested for what is in sight, and leaves the rest open', async () => {
    const { host } = await start();
    fireEvent.click(screen.getByRole('button', { name: /^New/ }));
    fireEvent.click(screen.getByRole('button', { name: /^Accept Suggested for These/ }));
    await waitFor(() =>
      expect(host.batch.proposals.map((each) => each.decision)).toEqual(['add', undefined, 'add', undefined]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    fireEvent.click(screen.getByRole('button', { name: /^Accept All Suggested/ }));
    await waitFor(() =>
      expect(host.batch.proposals.map((each) => each.decision)).toEqual(['add', 'replace', 'add', 'skip']),
    );
  });

  it('is refused with the reason, and nothing is shown as decided', async () => {
    const { list } = await start({
      prepare: (host) => {
        host.before = ({ name }) => {
          if (name === 'decide') throw new Error('Another process reads this source.');
        };
      },
    });
    fireEvent.keyDown(list, { key: 'a' });
    expect((await screen.findByRole('alert')).textContent).toContain('Another process reads this source.');
    expect(decided()[0]).toBe('No decision yet');
  });
});

describe('a collision', () => {
  it('shows both texts with the words that differ, and what merging makes', async () => {
    const { list } = await start();
    fireEvent.keyDown(list, { key: 'j' });
    await within(detail()).findByText('In the MemCube');
    const words = (selector: string) =>
      [...detail().querySelectorAll(selector)].map((each) => each.textContent);
    expect(words('.other-text del')).toEqual(['July']);
    expect(words('.proposed-text ins').map((word) => word?.trim())).toEqual(['bank', 'August']);
    const merged = within(detail()).getByText('What merging makes').parentElement;
    expect(merged?.textContent).toContain(`${BIRDS}\nNo machines on the gravel bank`);
  });

  it('says that the other has changed, and applying asks first', async () => {
    const { host, list } = await start({
      proposals: [
        proposal('gravel', 'No machines on the gravel bank.', {
          ...near,
          against: { ...near.against!, text: 'Older.' },
        }),
      ],
    });
    expect(screen.getByRole('button', { name: /^Changed meanwhile/ })).toBeTruthy();
    fireEvent.keyDown(list, { key: 'a' });
    await waitFor(() => expect(decided()[0]).toBe('Replaces the other'));
    fireEvent.keyDown(list, { key: 'Enter', ctrlKey: true });
    const dialog = await screen.findByRole('dialog');
    expect(host.asked('apply')).toEqual([]);
    fireEvent.click(within(dialog).getByText('Apply All the Same'));
    await waitFor(() => expect(host.asked('apply')).toHaveLength(1));
  });

  it('leads to the memory, and to the other proposal', async () => {
    const { host, list } = await start();
    fireEvent.keyDown(list, { key: 'j' });
    fireEvent.click(await screen.findByRole('button', { name: 'Show in the MemCube' }));
    await waitFor(() => expect(host.asked('reveal')).toEqual([{ id: 'birds' }]));
    fireEvent.keyDown(list, { key: 'End' });
    fireEvent.click(await screen.findByRole('button', { name: 'Go to it' }));
    expect(option(/^Lin Mei drinks Longjing\.,/).getAttribute('aria-selected')).toBe('true');
  });
});

describe('applying', () => {
  it('says what it does, carries it out, and can be undone', async () => {
    const { host } = await start();
    fireEvent.click(screen.getByRole('button', { name: /^Accept All Suggested/ }));
    const bar = screen.getByRole('group', { name: 'What applying does' });
    await waitFor(() => expect(bar.textContent).toContain('to add: 2 · to replace: 1 · left out: 1'));
    fireEvent.click(screen.getByText('Apply Decisions: 4'));
    await screen.findByText('Everything is decided and carried out.');
    expect(screen.queryByRole('toolbar', { name: 'Decide' })).toBeNull();
    fireEvent.click(screen.getByText('Undo Applying'));
    await screen.findByText('Apply Decisions: 4');
    expect(host.asked('undoApply')).toHaveLength(1);
  });

  it('follows what was decided elsewhere', async () => {
    const { host } = await start();
    host.batch = batchOf(PROPOSALS.map((each) => ({ ...each, decision: 'rejected' })));
    host.tell();
    await waitFor(() => expect(decided()).toEqual(['Rejected', 'Rejected', 'Rejected', 'Rejected']));
  });
});

describe('a batch that is not open for review', () => {
  it('says how far reading has come, and decides nothing', async () => {
    const { host, list } = await start({ batch: { state: 'reading', portions: { done: 2, of: 9 } } });
    expect(screen.getByText(/Read so far: 2 of 9 portions/)).toBeTruthy();
    fireEvent.keyDown(list, { key: 'a' });
    expect(host.asked('decide')).toEqual([]);
  });

  it('shows why it failed', async () => {
    const note = { message: 'The disk is full.', args: [] };
    await start({ batch: { state: 'failed', notes: [note] } });
    expect(screen.getByText('The disk is full.')).toBeTruthy();
    expect(screen.getByText(/Read the source again/)).toBeTruthy();
  });

  it('offers to review again what is gone from the cube', async () => {
    const lost = PROPOSALS.map((each) => ({ ...each, decision: 'add', applied: true }) as const);
    const { host } = await start({ proposals: lost, batch: { state: 'applied' } });
    fireEvent.click(screen.getByRole('button', { name: 'Review it again' }));
    await waitFor(() => expect(host.asked('reopen')).toHaveLength(1));
  });

  it('is told when it was thrown away elsewhere', async () => {
    const { host } = await start();
    host.channel.emit('gone', null);
    expect(await screen.findByText(/was discarded/)).toBeTruthy();
  });

  it('says that nothing was found, or why the batch cannot be opened', async () => {
    await start({ proposals: [] });
    expect(screen.getByText('Nothing to remember was found in this source.')).toBeTruthy();
    cleanup();
    const host = await FakeReview.of(batchOf([]));
    host.before = () => {
      throw new Error('There is no batch.');
    };
    const channel = new Channel<ReviewViewContract, ReviewHostContract>(hostTransport(), {});
    channels.push(channel, host.channel);
    render(<ReviewApp channel={channel} />);
    expect((await screen.findByRole('alert')).textContent).toContain('There is no batch.');
  });
});

it('keeps the filter and the choice for a tab that is hidden, with the batch it is about', async () => {
  const { host, list } = await start();
  fireEvent.keyDown(list, { key: 'j' });
  await waitFor(() =>
    expect(host.state).toMatchObject({
      batch: '0123456789abcdef',
      cube: 'file:///demo/textual_memory.json',
      selected: 'gravel',
    }),
  );
});

it('is fit for screen readers', async () => {
  const { list } = await start();
  fireEvent.keyDown(list, { key: 'j' });
  await within(detail()).findByText('In the MemCube');
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
