/** A server on a loopback port that speaks OpenAI's and Ollama's protocols, with the real test models behind it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatModel, Embedder } from '../../../src/engine/inference/ports';

interface Body {
  readonly model?: string;
  readonly input?: string[];
  readonly dimensions?: number;
  readonly messages?: { role: 'system' | 'user' | 'assistant'; content: string }[];
  readonly max_tokens?: number;
  readonly response_format?: { json_schema: { schema: object } };
  readonly format?: object;
  readonly options?: { num_predict: number };
}

export interface ModelServer {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** Requests as they came: path, key and texts. */
  readonly seen: { path: string; key: string | undefined; texts: number }[];
  /** What the next requests get instead of an answer: an HTTP status, no answer at all, or a cut connection. */
  readonly faults: (number | 'silence' | 'cut')[];
  close(): Promise<void>;
}

export const KEY = 'sk-test';
export const DIGEST = '0123456789abcdef';

export async function startModelServer(embedder: Embedder, chat?: ChatModel): Promise<ModelServer> {
  const seen: ModelServer['seen'] = [];
  const faults: ModelServer['faults'] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    seen.push({ path, key: request.headers.authorization, texts: body.input?.length ?? 0 });
    const fault = faults.shift();
    if (fault === 'silence') return;
    if (fault === 'cut') return void request.socket.destroy();
    if (fault !== undefined) {
      send(response, fault, { error: { message: 'made to fail' } });
      return;
    }
    if (path.startsWith('/v1/') && request.headers.authorization !== `Bearer ${KEY}`) {
      send(response, 401, { error: { message: 'Incorrect API key provided.' } });
      return;
    }
    if (body.model?.startsWith('missing')) {
      const message = `model '${body.model}' not found`;
      send(response, 404, { error: path.startsWith('/v1/') ? { message } : message });
      return;
    }
    send(response, 200, await result(path, body, embedder, chat));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function result(path: string, body: Body, embedder: Embedder, chat?: ChatModel): Promise<object> {
  if (path === '/api/tags') return { models: [{ name: 'minilm:latest', digest: DIGEST }] };
  if (path === '/v1/embeddings' || path === '/api/embed') {
    const vectors = await embedder.embed(body.input ?? [], { kind: 'document' });
    const numbers = vectors.map((vector) => [...vector.slice(0, body.dimensions)]);
    if (path === '/api/embed') return { model: body.model, embeddings: numbers };
    const data = numbers.map((embedding, index) => ({ object: 'embedding', index, embedding }));
    // Order is by `index`, not by place.
    return { object: 'list', model: body.model, data: data.reverse(), usage: {} };
  }
  if (!chat || !body.messages) throw new Error(`nothing at ${path}`);
  const completion = await chat.complete({
    messages: body.messages,
    schema: body.response_format?.json_schema.schema ?? body.format,
    maxTokens: body.max_tokens ?? body.options?.num_predict ?? 64,
  });
  const reason = completion.complete ? 'stop' : 'length';
  const message = { role: 'assistant', content: completion.text };
  if (path === '/api/chat') return { message, done: true, done_reason: reason, eval_count: 1 };
  return { choices: [{ index: 0, message, finish_reason: reason }], usage: { prompt_tokens: 1 } };
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Body) : {};
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
