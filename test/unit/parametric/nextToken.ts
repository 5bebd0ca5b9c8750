/** Asks llama.cpp itself for the next token, with and without an adapter, past everything of this project. */
import type { Token } from 'node-llama-cpp';

type Logprobs = ReadonlyMap<number, number>;

/** Logarithms of the probabilities of all next tokens after these ones. */
export async function nextToken(
  model: string,
  tokens: readonly number[],
  adapter?: string,
): Promise<Logprobs> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
  });
  const loaded = await llama.loadModel({ modelPath: model });
  try {
    const lora = adapter === undefined ? {} : { lora: { adapters: [{ filePath: adapter, scale: 1 }] } };
    const context = await loaded.createContext({ contextSize: 256, threads: 1, ...lora });
    const input = tokens.map((token, at) =>
      at < tokens.length - 1 ? (token as Token) : lastToken(token as Token),
    );
    const outputs = await context.getSequence().controlledEvaluate(input);
    const probabilities = outputs.at(-1)?.next.probabilities ?? new Map<Token, number>();
    return new Map([...probabilities].map(([token, probability]) => [Number(token), Math.log(probability)]));
  } finally {
    await loaded.dispose();
    await llama.dispose();
  }
}

function lastToken(token: Token): [Token, { generateNext: { probabilities: true; options: object } }] {
  return [
    token,
    { generateNext: { probabilities: true, options: { temperature: 1, topK: 0, topP: 1, minP: 0 } } },
  ];
}
