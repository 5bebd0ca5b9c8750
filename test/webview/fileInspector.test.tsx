// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ActivationReport, TensorStatistics } from '../../src/engine/model/activationReport';
import { Channel } from '../../src/protocol/channel';
import type { Envelope } from '../../src/protocol/channel';
import type {
  InspectorFinding,
  InspectorHostContract,
  InspectorViewContract,
} from '../../src/protocol/fileInspector';
import { InspectorApp } from '../../webview-ui/fileInspector/InspectorApp';

const statistics = (std: number): TensorStatistics => ({
  min: -1,
  max: 1,
  mean: 0,
  std,
  absMax: 1,
  nan: 0,
  infinite: 0,
});
const report: ActivationReport = {
  container: 'keyed-dict',
  protocol: 5,
  fileBytes: 2300,
  totalBytes: 192,
  globals: ['torch.bfloat16'],
  problems: [{ code: 'old-layout', message: 'Written by an older MemOS.', offset: 12 }],
  items: [
    {
      id: 'one',
      layout: 'current',
      kind: 'kv',
      className: 'memos.memories.activation.item.KVCacheItem',
      sourceText: 'The user drinks green tea.',
      extractedAt: null,
      prompt: null,
      records: null,
      metadata: {},
      layers: 2,
      heads: 2,
      tokens: 3,
      headDim: 4,
      dtype: 'bfloat16',
      device: 'cpu',
      strides: [24, 12, 4, 1],
      contiguous: true,
      bytes: 192,
      perLayer: [
        { layer: 0, key: statistics(1.5), value: statistics(0.5) },
        { layer: 1, key: statistics(3), value: null },
      ],
    },
  ],
};

type Listener = (message: unknown) => void;

function start(finding: InspectorFinding) {
  const [host, view] = [new Set<Listener>(), new Set<Listener>()];
  const end = (own: Set<Listener>, other: Set<Listener>) => ({
    post: (message: Envelope) =>
      queueMicrotask(() => other.forEach((listener) => listener(structuredClone(message)))),
    listen: (listener: Listener) => {
      own.add(listener);
      return { dispose: () => void own.delete(listener) };
    },
  });
  const copied: string[] = [];
  const head = { title: 'file', bytes: 2300, language: 'en', strings: {} };
  const channel = new Channel<InspectorHostContract, InspectorViewContract>(end(host, view), {
    hello: () => ({ ...head, ...finding }),
    copy: ({ text }) => {
      copied.push(text);
      return null;
    },
  });
  render(<InspectorApp channel={new Channel(end(view, host), {})} />);
  return { channel, copied };
}
afterEach(cleanup);

describe('the file inspector', () => {
  it('shows items, source text and the values of each layer', async () => {
    const { copied } = start({ kind: 'activation', report });
    expect((await screen.findAllByText('The user drinks green tea.')).length).toBeGreaterThan(0);
    expect(screen.getByText('bfloat16')).toBeTruthy();
    expect(screen.getAllByRole('row')).toHaveLength(4);
    fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
    await waitFor(() => expect(copied).toEqual(['The user drinks green tea.']));
  });

  it('says large and clear why a file was refused', async () => {
    const message = 'This file asks for "os.system" at byte 12.';
    start({ kind: 'refused', refused: { message, remedy: 'Do not load it.' } });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This file asks for "os.system" at byte 12.');
    expect(alert.textContent).toContain('Nothing in the file was executed');
  });

  it('reads the file again when it has changed', async () => {
    const { channel } = start({ kind: 'refused', refused: { message: 'Cut in the middle.' } });
    await screen.findByText('Cut in the middle.');
    channel.emit('changed', null);
    await screen.findByText('Cut in the middle.');
  });
});
