// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Channel } from '../../src/protocol/channel';
import type { TopicsHostContract, TopicsState, TopicsViewContract } from '../../src/protocol/topicsView';
import { hostTransport } from '../../webview-ui/shared/transport';
import { TopicsApp } from '../../webview-ui/topics/TopicsApp';
import { FakeTopics } from './host/fakeTopics';
import './renderEditor';

const channels: { dispose(): void }[] = [];
afterEach(() => {
  cleanup();
  for (const channel of channels.splice(0)) channel.dispose();
});

/** A new topic of two memories, in a new one above it, and one that is there and gets a third memory. */
const PLAN: TopicsState = {
  cube: 'aurora-home',
  topics: [
    { id: 'plants', title: 'plants', fresh: true },
    { id: 'tomatoes', title: 'tomatoes, seedlings', fresh: true },
    { id: 'music', title: 'Music', fresh: false },
  ],
  moves: [
    {
      id: 'tomatoes',
      title: 'tomatoes, seedlings',
      topic: 'plants',
      reason: 'It fits “plants”: 40 % alike.',
    },
    { id: 'm1', title: 'Plants tomatoes', topic: 'tomatoes', reason: 'It shares “tomatoes” with others.' },
    { id: 'm2', title: 'Zoe <img src=x onerror=alert(1)>', topic: 'tomatoes', reason: '' },
    { id: 'm3', title: 'Plays the violin', topic: 'music', reason: 'It fits “Music”: 31 % alike.' },
  ],
  ...{ model: null, stale: false, applied: false, readOnly: false },
};

async function start(part: Partial<TopicsState> = {}) {
  const host = new FakeTopics({ ...PLAN, ...part });
  const channel = new Channel<TopicsViewContract, TopicsHostContract>(hostTransport(), {});
  channels.push(channel, host.channel);
  render(<TopicsApp channel={channel} />);
  await screen.findByRole('heading', { name: 'Topics for aurora-home' });
  return host;
}
const tree = (): HTMLElement => screen.getByRole('tree');
const rows = (): string[] =>
  screen.getAllByRole('treeitem').map((row) => {
    const title = row.querySelector('.topic-title')?.textContent ?? '';
    return `${row.getAttribute('aria-level')} ${title}`;
  });

describe('the preview of topics', () => {
  it('shows topics with what comes under them, and why, as text only', async () => {
    await start();
    expect(rows()).toEqual([
      '1 plants',
      '2 tomatoes, seedlings',
      '3 Plants tomatoes',
      '3 Zoe <img src=x onerror=alert(1)>',
      '1 Music',
      '2 Plays the violin',
    ]);
    expect(screen.getByText('It shares “tomatoes” with others.')).toBeTruthy();
    expect(screen.getByText('New topics: 2 · memories put under topics: 3')).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });

  it('opens and closes topics, and moves, by keys', async () => {
    const host = await start();
    fireEvent.keyDown(tree(), { key: 'ArrowLeft' });
    expect(rows()).toEqual(['1 plants', '1 Music', '2 Plays the violin']);
    fireEvent.keyDown(tree(), { key: 'End' });
    fireEvent.keyDown(tree(), { key: 'Enter' });
    await waitFor(() => expect(host.asked('reveal')).toEqual([{ id: 'm3' }]));
    fireEvent.keyDown(tree(), { key: 'ArrowLeft' });
    expect(tree().getAttribute('aria-activedescendant')).toBe('topic-1');
  });

  it('leaves a topic out with all that is under it, and takes it in again', async () => {
    const host = await start();
    fireEvent.keyDown(tree(), { key: ' ' });
    expect(screen.getByText('New topics: 0 · memories put under topics: 1')).toBeTruthy();
    fireEvent.click(screen.getByText('Put in Order'));
    await waitFor(() => expect(host.asked('apply')).toEqual([{ without: ['plants'] }]));
  });

  it('is made real, and taken back', async () => {
    const host = await start();
    fireEvent.click(screen.getByText('Put in Order'));
    fireEvent.click(await screen.findByText('Undo'));
    await screen.findByText('Put in Order');
    expect(host.asked('undo')).toHaveLength(1);
  });

  it('says that the cube has changed, and makes the plan anew', async () => {
    const host = await start({ stale: true });
    fireEvent.click(screen.getByRole('button', { name: 'Make it anew' }));
    await waitFor(() => expect(screen.queryByText(/has changed since this plan/)).toBeNull());
    expect(host.asked('plan')).toHaveLength(1);
  });

  it('shows why it could not be done, and keeps the plan', async () => {
    const host = await start();
    host.before = ({ name }) => {
      if (name === 'apply') throw new Error('The memory "m1" of the plan is gone.');
    };
    fireEvent.click(screen.getByText('Put in Order'));
    expect((await screen.findByRole('alert')).textContent).toContain('The memory "m1" of the plan is gone.');
    expect(rows()).toHaveLength(6);
  });

  it('can be left, and says so when there is nothing to do', async () => {
    const host = await start({ topics: [], moves: [] });
    expect(screen.getByText(/Everything is in order/)).toBeTruthy();
    fireEvent.click(screen.getByText('Cancel'));
    await waitFor(() => expect(host.asked('cancel')).toHaveLength(1));
  });

  it('is fit for screen readers', async () => {
    await start();
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
