/**
 * Child process that runs llama.cpp on one model. It ends when its parent does, whatever it is doing. Its memory is
 * told to the parent, which ends it when there is too much.
 */
import { StudioError } from '../engine/base/errors';
import { Channel, type Envelope } from '../protocol/channel';
import type { LlamaHostContract, LlamaWorkerContract } from '../protocol/llamaWorker';
import { LlamaModelHost } from './llama/modelHost';
import * as asked from './llama/schemas';

const MEMORY_EVERY_MS = 500;

const send = process.send?.bind(process);
if (!send) throw new StudioError('internal', 'This file runs as a child process only.');

// No clean-up: native work may hold that up, and the system gives everything back.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const host: LlamaModelHost = new LlamaModelHost({
  text: (stream, text) => channel.emit('text', { stream, text }),
  prefilled: (stream, done, total) => channel.emit('prefilled', { stream, done, total }),
});
const channel: Channel<LlamaWorkerContract, LlamaHostContract> = new Channel(
  {
    post: (message: Envelope) => void send(message),
    listen: (listener) => {
      process.on('message', listener);
      return { dispose: () => void process.off('message', listener) };
    },
  },
  {
    load: (params) => host.load(asked.loadParams.parse(params)),
    embed: (params, signal) => host.embed(asked.embedParams.parse(params), signal),
    complete: (params, signal) => host.chat.complete(asked.completionParams.parse(params), signal),
    render: (params) => host.chat.render(asked.renderParams.parse(params)),
    tokenize: (params) => host.chat.tokenize(asked.tokenizeParams.parse(params)),
    pieces: (params) => host.chat.pieces(asked.piecesParams.parse(params)),
    prefill: (params, signal) => host.chat.prefill(asked.prefillParams.parse(params), signal),
    probe: (params, signal) => host.chat.probe(asked.probeParams.parse(params), signal),
    score: (params, signal) => host.chat.score(asked.scoreParams.parse(params), signal),
    saveSlot: (params, signal) => host.chat.saveSlot(asked.slotFileParams.parse(params), signal),
    restoreSlot: (params, signal) => host.chat.restoreSlot(asked.slotFileParams.parse(params), signal),
    clearSlot: (params, signal) => host.chat.clearSlot(asked.slotParams.parse(params), signal),
    adapters: (params, signal) => host.chat.adapters(asked.adaptersParams.parse(params), signal),
  },
);

setInterval(() => channel.emit('memory', process.memoryUsage.rss()), MEMORY_EVERY_MS).unref();
