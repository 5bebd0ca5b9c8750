/**
 * `node bench/generate.ts --memories 1000 --out DIR [--vectors 384] [--seed TEXT] [--zh 0.4] [--full]`
 *
 * Writes a generated MemCube into DIR and prints one line about it. Ends with 2 when the arguments are wrong.
 */
import { parseArgs } from 'node:util';
import { generateCube } from './lib/generateCube.ts';
import { defaultOptions } from './lib/options.ts';

const usage =
  'usage: node bench/generate.ts --out DIR [--memories N] [--vectors DIMENSION] [--seed TEXT] [--zh SHARE] [--full]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      memories: { type: 'string', default: String(defaultOptions.memories) },
      vectors: { type: 'string', default: String(defaultOptions.vectors) },
      seed: { type: 'string', default: defaultOptions.seed },
      zh: { type: 'string', default: String(defaultOptions.chinese) },
      full: { type: 'boolean', default: false },
    },
  });
  if (values.out === undefined || values.out === '') throw new RangeError('--out is missing');
  const started = performance.now();
  const made = await generateCube(values.out, {
    memories: amount('memories', values.memories),
    vectors: amount('vectors', values.vectors),
    seed: values.seed,
    chinese: amount('zh', values.zh),
    detail: values.full ? 'full' : 'compact',
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const size = `${(made.bytes / 1e6).toFixed(1)} MB`;
  process.stdout.write(
    `${values.out}: ${String(made.memories)} memories, ${String(made.edges)} edges, depth ${String(made.depth)}, ${size}, ${seconds} s\n`,
  );
}

/** An empty text is not a number here, though `Number('')` is 0. */
function amount(name: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new RangeError(`--${name} must be a number, not "${text}"`);
  return value;
}

/** Wrong arguments, by us or by `parseArgs`, as opposed to a disk that is full. */
function isUsageError(error: unknown): error is Error {
  return error instanceof RangeError || (error instanceof TypeError && 'code' in error);
}

try {
  await main();
} catch (error) {
  if (!isUsageError(error)) throw error;
  process.stderr.write(`${error.message}\n${usage}\n`);
  process.exitCode = 2;
}
