import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { convertPeft } from '../../engine/parametric/peft/convertPeft';
import type { CliContext } from '../context';
import { bytesText, counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import { pairs } from '../output/table';
import type { Result } from '../result';

/** Options of `openmem lora convert`. */
export interface LoraConvertOptions {
  readonly base: string;
  readonly out: string;
  readonly type: 'f32' | 'f16';
  readonly name?: string | undefined;
  readonly force?: boolean | undefined;
}

/** `openmem lora convert <folder> --base <model> --out <file>`: what PEFT saved becomes what llama.cpp loads. */
export async function loraConvert(
  context: CliContext,
  source: string,
  options: LoraConvertOptions,
): Promise<Result> {
  const at = (path: string): string => resolve(context.cwd, path);
  const out = at(options.out);
  if (options.force !== true && (await stat(out).catch(() => undefined)) !== undefined) {
    throw new StudioError('bad-argument', 'There is such a file already.', {
      place: { file: options.out },
      remedy: 'Name another file, or replace it with --force.',
    });
  }
  const converted = await convertPeft({
    source: at(source),
    base: at(options.base),
    out,
    type: options.type === 'f16' ? 'F16' : 'F32',
    name: options.name,
    signal: context.signal,
  });
  return {
    json: converted,
    quiet: [plainLine(options.out)],
    lines: (style) => [
      style.bold(plainLine(options.out)),
      ...pairs(
        [
          ['size', bytesText(converted.bytes)],
          ['base model', `${converted.baseModel} (${converted.architecture})`],
          ['rank', converted.ranks.join(', ')],
          ['alpha', converted.alpha],
          ['pairs', `${converted.pairs}, rows of ${converted.reordered} reordered`],
        ],
        style,
      ),
      style.dim(`${counted(converted.pairs * 2, 'tensor')} written`),
    ],
  };
}
