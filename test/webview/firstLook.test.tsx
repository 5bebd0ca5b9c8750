// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { memory, renderEditor } from './renderEditor';
import type { FakeHost } from './host/fakeHost';

const cube = { nodes: [memory('a', 'Garden')], edges: [] };
const without = (host: FakeHost): void => {
  host.hello = (hello) => ({
    ...hello,
    summary: { ...hello.summary, format: 'general_text', hasEdges: false },
  });
};
const pressed = (name: string): string | null =>
  screen.getByRole('button', { name }).getAttribute('aria-pressed');

describe('the first look at a cube', () => {
  it('shows outline and graph where there are relations', async () => {
    await renderEditor(cube, { prepare: (host) => void (host.state = undefined) });
    expect(pressed('Split')).toBe('true');
  });

  it('shows no graph where nothing can be related', async () => {
    const prepare = (host: FakeHost): void => {
      host.state = undefined;
      without(host);
    };
    await renderEditor(cube, { prepare });
    expect(pressed('Outline')).toBe('true');
    expect(screen.queryByRole('region', { name: 'Graph' })).toBeNull();
  });

  it('is as it was left, the next time', async () => {
    await renderEditor(cube, { layout: 'split', prepare: without });
    expect(pressed('Split')).toBe('true');
  });
});
