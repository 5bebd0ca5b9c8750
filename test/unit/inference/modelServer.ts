/** A server on a loopback port that speaks OpenAI's and Ollama's protocols, with the real test models behind it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatModel, Completion, CompletionRequest, Embedder } from '../../../src/engine/inference/ports';

interface Body {
  readonly model?: string;
  readonly input?: string[];
  readonly dimensions?: number;
  readonly messages?: { role: 'system' | 'user' | 'assistant'; content: string }[];
  readonly max_tokens?: number;
  readonly response_format?: { json_schema: { schema: object } };
  readonly format?: object;
  readonly options?: { num_predict: number; stop?: string[]; seed?: number };
  readonly stop?: string[];
  readonly stream?: boolean;
  readonly stream_options?: { include_usage?: boolean };
  readonly logprobs?: boolean;
  readonly top_logprobs?: number;
}

export interface ModelServer {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** Requests as they came: path, key and texts. */
  readonly seen: { path: string; key: string | undefined; texts: number }[];
  /**
   * What the next requests get instead of an answer: an HTTP status, no answer at all, a cut connection, or one that
   * breaks off after the first part of an answer in parts.
   */
  readonly faults: (number | 'silence' | 'cut' | 'break')[];
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
    if (fault !== undefined && fault !== 'break') {
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
    if (chat && body.stream === true) return inParts(path, body, response, chat, fault === 'break');
    send(response, 200, await result(path, body, embedder, chat));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, 500, { error: String(error) });
    });
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
  const completion = await chat.complete(asked(body));
  const reason = completion.complete ? 'stop' : 'length';
  const message = { role: 'assistant', content: completion.text };
  const told = logprobsOf(completion);
  if (path === '/api/chat')
    return { message, done: true, done_reason: reason, logprobs: told, ...ollamaCounts(completion) };
  const choice = { index: 0, message, finish_reason: reason, logprobs: told ? { content: told } : null };
  return { choices: [choice], usage: usageOf(completion) };
}

/** Sends an answer as it is made: server-sent events as OpenAI does, lines of JSON as Ollama. */
async function inParts(
  path: string,
  body: Body,
  response: ServerResponse,
  chat: ChatModel,
  breaks: boolean,
): Promise<void> {
  const ollama = path === '/api/chat';
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200, { 'content-type': ollama ? 'application/x-ndjson' : 'text/event-stream' });
  const part = (content: object): void =>
    void response.write(
      ollama ? `${JSON.stringify(content)}\n` : `data: ${JSON.stringify(content)}\n\n`,
      () => breaks && response.socket?.destroy(),
    );
  const onText = (content: string): void => {
    if (response.destroyed) return;
    const message = { role: 'assistant', content };
    part(
      ollama ? { message, done: false } : { choices: [{ index: 0, delta: message, finish_reason: null }] },
    );
  };
  const completion = await chat.complete({ ...asked(body), onText, signal: gone.signal });
  const reason = completion.complete ? 'stop' : 'length';
  const told = logprobsOf(completion);
  if (ollama) {
    const message = { role: 'assistant', content: '' };
    part({ message, done: true, done_reason: reason, logprobs: told, ...ollamaCounts(completion) });
  } else {
    const logprobs = told ? { content: told } : null;
    part({ choices: [{ index: 0, delta: {}, finish_reason: reason, logprobs }] });
    if (body.stream_options?.include_usage === true) part({ choices: [], usage: usageOf(completion) });
    response.write('data: [DONE]\n\n');
  }
  response.end();
}

function asked(body: Body): CompletionRequest {
  return {
    messages: body.messages ?? [],
    schema: body.response_format?.json_schema.schema ?? body.format,
    maxTokens: body.max_tokens ?? body.options?.num_predict ?? 64,
    stop: body.stop ?? body.options?.stop,
    logprobs: body.logprobs === true ? body.top_logprobs : undefined,
  };
}

function logprobsOf({ logprobs }: Completion): object[] | undefined {
  return logprobs?.map(({ text, logprob, top }) => ({
    token: text,
    logprob,
    top_logprobs: top.map((each) => ({ token: each.text, logprob: each.logprob })),
  }));
}

const usageOf = ({ promptTokens, answerTokens, reusedTokens }: Completion): object => ({
  prompt_tokens: promptTokens,
  completion_tokens: answerTokens,
  prompt_tokens_details: { cached_tokens: reusedTokens },
});

const ollamaCounts = ({ promptTokens, answerTokens }: Completion): object => ({
  prompt_eval_count: promptTokens,
  eval_count: answerTokens,
});

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Body) : {};
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
