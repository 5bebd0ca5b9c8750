/** Starts the cube editor in jsdom against the fake host. */
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { Channel } from '../../src/protocol/channel';
import type { HostContract, ViewContract } from '../../src/protocol/cubeEditor';
import { App } from '../../webview-ui/cubeEditor/App';
import { hostTransport } from '../../webview-ui/shared/transport';
import { FakeCube } from './host/fakeCube';
import type { FakeRecord } from './host/fakeCube';
import { FakeHost } from './host/fakeHost';

/** Height of the scrolled part, which jsdom does not lay out. */
const HEIGHT = 600;

Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => HEIGHT });
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 800 });
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => HEIGHT });
Element.prototype.scrollTo = function scrollTo(this: Element, options?: unknown): void {
  if (typeof options === 'object' && options !== null && 'top' in options)
    this.scrollTop = Number(options.top);
  this.dispatchEvent(new Event('scroll'));
};
globalThis.ResizeObserver ??= class {
  observe(): void {
    return undefined;
  }
  unobserve(): void {
    return undefined;
  }
  disconnect(): void {
    return undefined;
  }
};
// jsdom has form-associated elements without the part that speaks to forms.
const nothing = (): void => undefined;
Object.assign(ElementInternals.prototype, { setFormValue: nothing, setValidity: nothing });
const channels: { dispose(): void }[] = [];
afterEach(() => {
  cleanup();
  for (const channel of channels.splice(0)) channel.dispose();
  vi.useRealTimers();
});

export interface Started {
  readonly host: FakeHost;
  readonly grid: HTMLElement;
}

/** The editor, shown as an outline alone unless told otherwise, with its first rows in sight. */
export async function renderEditor(
  file: { nodes: readonly FakeRecord[]; edges: readonly { source: string; target: string; type: string }[] },
  options: { readonly layout?: string; readonly prepare?: (host: FakeHost) => void } = {},
): Promise<Started> {
  const host = new FakeHost(new FakeCube(file));
  host.state = { schema: 1, navigation: { layout: options.layout ?? 'outline', opened: true } };
  options.prepare?.(host);
  const channel = new Channel<ViewContract, HostContract>(hostTransport(), {});
  channels.push(channel, host.channel);
  render(<App channel={channel} />);
  const grid = await screen.findByRole('treegrid');
  return { host, grid };
}

/** A memory for a test. */
export function memory(id: string, memoryText: string, metadata: FakeRecord['metadata'] = {}): FakeRecord {
  const base = { key: memoryText.slice(0, 40), memory_type: 'LongTermMemory', status: 'activated', tags: [] };
  return { id, memory: memoryText, metadata: { ...base, ...metadata } };
}

/** Parent and children. */
export const parent = (source: string, ...targets: string[]) =>
  targets.map((target) => ({ source, target, type: 'PARENT' }));

/** Titles of the rows in the page, in order. */
export function titles(grid: HTMLElement): string[] {
  const rows = [...grid.querySelectorAll<HTMLElement>('.outline-line.body:not(.waiting)')];
  return rows
    .sort((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
    .map((row) => row.querySelector('.title-text')?.textContent ?? '');
}
