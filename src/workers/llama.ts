/**
 * Child process that runs llama.cpp on one model. It ends when its parent does, whatever it is doing. Its memory is
 * told to the parent, which ends it when there is too much.
 */
import { StudioError } from '../engine/base/errors';
import { Channel, type Envelope } from '../protocol/channel';
import type { LlamaHostContract, LlamaWorkerContract } from '../protocol/llamaWorker';
import { LlamaModelHost } from './llama/modelHost';
import { completionParams, embedParams, loadParams } from './llama/schemas';

const MEMORY_EVERY_MS = 500;

const send = process.send?.bind(process);
if (!send) throw new StudioError('internal', 'This file runs as a child process only.');

// No clean-up: native work may hold that up, and the system gives everything back.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const host = new LlamaModelHost();
const channel = new Channel<LlamaWorkerContract, LlamaHostContract>(
  {
    post: (message: Envelope) => void send(message),
    listen: (listener) => {
      process.on('message', listener);
      return { dispose: () => void process.off('message', listener) };
    },
  },
  {
    load: (params) => host.load(loadParams.parse(params)),
    embed: (params, signal) => host.embed(embedParams.parse(params), signal),
    complete: (params, signal) => host.complete(completionParams.parse(params), signal),
  },
);

setInterval(() => channel.emit('memory', process.memoryUsage.rss()), MEMORY_EVERY_MS).unref();
