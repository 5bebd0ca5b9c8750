import type { AbAnswer, AbComparison } from '../../engine/model/loraItem';
import { compareAdapters } from '../../engine/parametric/use/compare';
import type { CliContext } from '../context';
import { EXIT } from '../exitCodes';
import { openModels } from '../ingest/models';
import { withAdapters } from '../lora/openAdapters';
import { scaledAdapter } from '../lora/scaledAdapter';
import { plainText } from '../output/plain';
import type { Style } from '../output/style';
import { pairs } from '../output/table';
import type { Result } from '../result';

/** Options of `openmem lora compare`. */
export interface LoraCompareOptions {
  readonly model: string;
  readonly maxTokens: number;
  /** `id` or `id=scale`; none: the model alone. */
  readonly a: readonly string[];
  /** Left out: what is attached. */
  readonly b: readonly string[];
}

/** `openmem lora compare <cube> <prompt>`: one prompt with two sets of adapters. Exits with 1 where answers differ. */
export async function loraCompare(
  context: CliContext,
  cube: string,
  prompt: string,
  options: LoraCompareOptions,
): Promise<Result> {
  return withAdapters(context, cube, 'look', async (open) => {
    const a = await Promise.all(options.a.map((given) => scaledAdapter(open, given)));
    const named = await Promise.all(options.b.map((given) => scaledAdapter(open, given)));
    const b = named.length > 0 ? named : await open.manager.attachments.attached();
    const models = await openModels(context, { model: options.model });
    try {
      const { maxTokens } = options;
      const request = { prompt, maxTokens, a, b, signal: context.signal };
      const compared = await compareAdapters(open.manager, models.model, request);
      return {
        json: compared,
        exit: compared.parts === null ? EXIT.ok : EXIT.found,
        lines: (style) => comparisonLines(compared, style),
      };
    } finally {
      models.dispose();
    }
  });
}

function comparisonLines({ a, b, parts, logprob }: AbComparison, style: Style): string[] {
  const half = (name: string, answer: AbAnswer, mean: number | null): string[] => [
    style.bold(
      `${name}  ${answer.adapters.map(({ id, scale }) => `${id.slice(0, 8)} × ${scale}`).join(', ') || 'the model alone'}`,
    ),
    ...plainText(answer.text).split('\n'),
    ...pairs(
      [
        ['tokens', answer.answerTokens],
        ['of the prompt', answer.promptTokens],
        ['milliseconds', Math.round(answer.ms)],
        ['mean logprob', mean?.toFixed(4)],
      ],
      style,
    ),
    '',
  ];
  return [
    ...half('A', a, logprob.a),
    ...half('B', b, logprob.b),
    parts === null ? 'The answers are the same.' : `The answers part at token ${parts + 1}.`,
  ];
}
