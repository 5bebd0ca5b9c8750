import { inspectAdapterFile } from '../../engine/cube/adapter/inspectAdapter';
import { openAdapterFile } from '../../engine/cube/adapter/source';
import { factorsOf, type Factors } from '../../engine/parametric/lowRank/factors';
import { adapterDifference } from '../../engine/parametric/lowRank/measure';
import type { CliContext } from '../context';
import { EXIT } from '../exitCodes';
import { adapterFile } from '../lora/adapterFile';
import { table } from '../output/table';
import type { Result } from '../result';

/** `openmem lora diff <a> <b>`: what two adapters do differently, module by module. Exits with 1 where they differ. */
export async function loraDiff(context: CliContext, a: string, b: string): Promise<Result> {
  const open: { close(): void }[] = [];
  const factors = async (given: string): Promise<Factors[]> => {
    const source = openAdapterFile(await adapterFile(context, given));
    open.push(source);
    return factorsOf(source, inspectAdapterFile(source, { file: given, signal: context.signal }), given);
  };
  try {
    const found = await adapterDifference(await factors(a), await factors(b), context.signal);
    const whole = { ...found, module: 'all', target: '', layer: null };
    return {
      json: { ...found, files: { a, b } },
      exit: found.difference > 0 ? EXIT.found : EXIT.ok,
      lines: (style) =>
        table(
          [
            { title: 'MODULE', cell: ({ module }) => module },
            { title: 'NORM A', cell: (each) => each.a.toPrecision(4), align: 'right' },
            { title: 'NORM B', cell: (each) => each.b.toPrecision(4), align: 'right' },
            { title: 'DIFFERENCE', cell: ({ difference }) => difference.toPrecision(4), align: 'right' },
            { title: 'COSINE', cell: ({ cosine }) => cosine?.toFixed(4), align: 'right' },
          ],
          [...found.modules, whole],
          style,
        ),
    };
  } finally {
    for (const source of open) source.close();
  }
}
