import { describe, expect, it } from 'vitest';
import { asked } from '../../../src/engine/base/asked';
import { StudioError } from '../../../src/engine/base/errors';
import type { ReadPortion } from '../../../src/engine/model/reading';
import { Channel, type Transport } from '../../../src/protocol/channel';
import type {
  ReadModels,
  ReadOrder,
  ReadWorkerContract,
  ReadWorkerHostContract,
} from '../../../src/protocol/readWorker';
import { Reading } from '../../../src/workers/read/reading';
import { fixture } from '../reader/reading';

/** Two ends of a wire that carries what a worker thread's would. */
function wire(): [Transport, Transport] {
  const heard: ((message: unknown) => void)[][] = [[], []];
  const end = (own: number): Transport => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => heard[1 - own]?.forEach((listener) => listener(copy)));
    },
    listen: (listener) => {
      heard[own]?.push(listener);
      return { dispose: () => undefined };
    },
  });
  return [end(0), end(1)];
}

/** A worker and its host; `answer` is what the chat model says. */
function connected(answer = '{}') {
  const [here, there] = wire();
  const asking: string[] = [];
  const reading: Reading = new Reading({
    embedder: (tag) => ({
      tag,
      embed: async (texts, { kind }) => [...(await asked(worker.request('embed', { texts, kind })))],
      dispose: () => undefined,
    }),
    model: (name) => ({
      name,
      complete: ({ signal, ...params }) => asked(worker.request('complete', params, signal)),
      dispose: () => undefined,
    }),
  });
  const worker = new Channel<ReadWorkerContract, ReadWorkerHostContract>(there, reading.handlers());
  const host = new Channel<ReadWorkerHostContract, ReadWorkerContract>(here, {
    embed: ({ texts }) => {
      asking.push(...texts);
      return texts.map((text) => Float32Array.of(text.length > 20 ? 1 : 0, text.length > 20 ? 0 : 1));
    },
    complete: ({ messages }) => {
      asking.push(messages.at(-1)?.content ?? '');
      return { text: answer, complete: true, promptTokens: undefined, answerTokens: undefined };
    },
  });
  return { host, asking };
}

const NONE: ReadModels = { embedder: null, model: null };
const order = (name: string, content: string | Uint8Array, more: Partial<ReadOrder> = {}): ReadOrder => ({
  name,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  ...{ firstLine: undefined, mode: 'fast', unit: 'window', from: 0, made: 0, now: '2026-03-01T00:00:00Z' },
  ...more,
});

async function portions(
  host: Channel<ReadWorkerHostContract, ReadWorkerContract>,
  wanted: ReadOrder,
): Promise<ReadPortion[]> {
  const found: ReadPortion[] = [];
  await asked(host.request('open', wanted));
  for (;;) {
    const portion = await asked(host.request('next', null));
    if (!portion) return found;
    found.push(portion);
  }
}

describe('the worker that reads', () => {
  it('gives a source portion by portion, and nothing at its end', async () => {
    const { host } = connected();
    await host.request('start', NONE);
    const lines = Array.from({ length: 250 }, (_, at) => `user: message number ${at}\n\nassistant: yes\n`);
    const read = await portions(host, order('talk.txt', lines.join('\n'), { unit: 'turn' }));
    expect(read.map(({ portion, portions: of }) => [portion, of])).toEqual([
      ...Array.from({ length: 5 }, (_, at) => [at, 5]),
    ]);
    expect(read[0]).toMatchObject({ kind: 'dialogue', format: 'transcript' });
  });

  it('goes on where it is told to', async () => {
    const { host } = connected();
    await host.request('start', NONE);
    const text = Array.from({ length: 250 }, (_, at) => `user: message ${at}\nassistant: yes`).join('\n');
    const read = await portions(host, order('talk.txt', text, { unit: 'turn', from: 3, made: 300 }));
    expect(read.map(({ portion }) => portion)).toEqual([3, 4]);
  });

  it('reads a PDF', async () => {
    const { host } = connected();
    await host.request('start', NONE);
    const [portion] = await portions(host, order('garden.pdf', fixture('garden.pdf')));
    expect(portion).toMatchObject({ kind: 'document', format: 'pdf' });
  });

  it('says what is wrong with a source, where, and the way out', async () => {
    const { host } = connected();
    await host.request('start', NONE);
    const reading = portions(host, order('secret.pdf', fixture('encrypted.pdf')));
    await expect(reading).rejects.toBeInstanceOf(StudioError);
    await expect(reading).rejects.toMatchObject({ code: 'bad-document', place: { file: 'secret.pdf' } });
    await reading.catch((error: unknown) => expect((error as StudioError).remedy).toBeTruthy());
  });

  it('asks the host for the models, and tells what means the same', async () => {
    const { host, asking } = connected();
    await host.request('start', { embedder: { name: 'length', dimensions: 2 }, model: null });
    const peer = (id: string, text: string, where: 'cube' | 'batch') => ({ id, text, where });
    await host.request('learn', { peers: [peer('a', 'The boat is painted a deep blue.', 'cube')] });
    const judged = await host.request('judge', {
      peers: [
        peer('b', 'Somebody made the hull navy.', 'batch'),
        peer('c', 'the boat is painted a deep BLUE', 'batch'),
      ],
    });
    expect(judged.map(({ verdict, against }) => [verdict, against?.id])).toEqual([
      ['semantic', 'a'],
      ['exact', 'a'],
    ]);
    expect(asking).toHaveLength(3);
  });

  it('reads finely with the chat model of the host', async () => {
    const found = { key: 'Boat', value: 'The boat is blue.', memory_type: 'UserMemory', tags: [] };
    const { host, asking } = connected(JSON.stringify({ 'memory list': [found], summary: '' }));
    await host.request('start', { embedder: null, model: 'tiny' });
    const talk = JSON.stringify([{ role: 'user', content: 'My boat is blue.' }]);
    const [portion] = await portions(host, order('boat.json', talk, { mode: 'fine' }));
    expect(asking[0]).toContain('My boat is blue.');
    expect(portion?.memories.map(({ memory }) => memory)).toContain('The boat is blue.');
  });

  it('refuses to work before it was started', async () => {
    const { host } = connected();
    await expect(asked(host.request('judge', { peers: [] }))).rejects.toMatchObject({ code: 'internal' });
  });
});
