import { StudioError } from '../../../base/errors';
import type { KvRuntime } from '../../../inference/ports';
import type { TrainingExample } from '../../../model/distil';

/** An example as the model reads it: tokens, and the place where the answer begins. */
export interface TokenRow {
  readonly tokens: readonly number[];
  readonly from: number;
}

/**
 * Examples in the very tokens that the serving runtime makes of such a dialogue, so that what is trained is what is asked
 * later. The answer ends with the token that ends it.
 * @throws StudioError `unsupported` for a model whose template does not keep what was asked as it was; AbortError
 */
export async function tokenRows(
  runtime: Pick<KvRuntime, 'render' | 'tokenize'>,
  examples: readonly TrainingExample[],
  options: {
    onProgress?: ((done: number, total: number) => void) | undefined;
    signal?: AbortSignal | undefined;
  } = {},
): Promise<TokenRow[]> {
  const rows: TokenRow[] = [];
  for (const { prompt, answer } of examples) {
    options.signal?.throwIfAborted();
    const question = { role: 'user', content: prompt } as const;
    const { tokens: before } = await runtime.render([question], true);
    const { tokens: whole } = await runtime.render([question, { role: 'assistant', content: answer }], false);
    if (whole.length <= before.length || before.some((token, at) => whole[at] !== token)) {
      throw new StudioError('unsupported', "This model's chat template cannot be trained on.", {
        remedy: 'Choose a model whose template writes an answer after what was asked, without changing it.',
      });
    }
    const plain = await runtime.tokenize(answer);
    const same = plain.every((token, at) => whole[before.length + at] === token);
    const end = same ? before.length + plain.length + 1 : whole.length;
    rows.push({ tokens: whole.slice(0, end), from: before.length });
    options.onProgress?.(rows.length, examples.length);
  }
  return rows;
}
