import { resolve } from 'node:path';
import { inspectAdapterFile } from '../../engine/cube/adapter/inspectAdapter';
import { openAdapterFile } from '../../engine/cube/adapter/source';
import type { AdapterNorms, BaseMismatch } from '../../engine/model/loraItem';
import { readBaseModel, type BaseModel } from '../../engine/parametric/files/baseModel';
import { adapterFaults, baseMismatches } from '../../engine/parametric/files/mismatches';
import { factorsOf } from '../../engine/parametric/lowRank/factors';
import { adapterNorms } from '../../engine/parametric/lowRank/measure';
import type { CliContext } from '../context';
import { EXIT } from '../exitCodes';
import { adapterFile } from '../lora/adapterFile';
import { adapterLines } from '../output/adapterLines';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import { table } from '../output/table';
import type { Result } from '../result';

/** Options of `openmem lora inspect`. */
export interface LoraInspectOptions {
  /** A GGUF model that the adapter is held against. */
  readonly base?: string | undefined;
}

const MOST_MISMATCHES = 20;

/**
 * `openmem lora inspect <file|cube#id>`: header, norms and whether it fits a base model. Exits with 1 where it does
 * not fit, or llama.cpp would not take it.
 */
export async function loraInspect(
  context: CliContext,
  given: string,
  options: LoraInspectOptions,
): Promise<Result> {
  const file = await adapterFile(context, given);
  const base = options.base === undefined ? undefined : readBaseModel(resolve(context.cwd, options.base));
  const source = openAdapterFile(file);
  try {
    const report = inspectAdapterFile(source, { file: given, signal: context.signal });
    const readable = report.form === 'gguf-adapter' && report.gguf?.littleEndian === true;
    const pairs = readable && report.lora !== undefined ? factorsOf(source, report, given) : undefined;
    const norms = pairs === undefined ? null : await adapterNorms(pairs, context.signal);
    const mismatches = base === undefined ? faultsOf(report) : baseMismatches(report, base);
    return {
      json: {
        file,
        ...report,
        norms,
        base:
          base === undefined ? null : { file: base.file, name: base.name, architecture: base.architecture },
        mismatches,
      },
      exit: mismatches.length > 0 ? EXIT.found : EXIT.ok,
      lines: (style) => [
        ...adapterLines(given, report, style),
        ...(norms === null ? [] : normLines(norms, style)),
        ...fitLines(base, mismatches, style),
      ],
    };
  } finally {
    source.close();
  }
}

/** Without a base model only an adapter for llama.cpp can have faults; another file is just what it is. */
function faultsOf(report: ReturnType<typeof inspectAdapterFile>): BaseMismatch[] {
  return report.form === 'gguf-adapter' ? adapterFaults(report) : [];
}

/** Layers below each other, modules side by side. */
function normLines({ modules, layers, total }: AdapterNorms, style: Style): string[] {
  const targets = [...new Set(modules.map(({ target }) => target))].sort();
  const normOf = new Map(modules.map(({ layer, target, norm }) => [`${layer ?? ''} ${target}`, norm]));
  const elsewhere = modules.filter(({ layer }) => layer === null);
  return [
    '',
    style.bold('Norms of what is added, at scale 1'),
    ...table(
      [
        { title: 'LAYER', cell: ({ layer }) => layer, align: 'right' },
        ...targets.map((target) => ({
          title: target,
          cell: ({ layer }: { layer: number }) => shown(normOf.get(`${layer} ${target}`)),
          align: 'right' as const,
        })),
        { title: 'ALL', cell: ({ norm }) => shown(norm), align: 'right' },
      ],
      layers,
      style,
    ),
    ...elsewhere.map(({ module, norm }) => `${plainLine(module)}  ${shown(norm)}`),
    `total  ${shown(total)}`,
  ];
}

function shown(norm: number | null | undefined): string {
  return norm === null || norm === undefined ? '' : norm.toPrecision(4);
}

function fitLines(base: BaseModel | undefined, mismatches: readonly BaseMismatch[], style: Style): string[] {
  if (mismatches.length === 0) {
    return base === undefined ? [] : ['', `${style.bold('Base')}  fits ${plainLine(base.name)}`];
  }
  const more = mismatches.length - MOST_MISMATCHES;
  return [
    '',
    style.bold(base === undefined ? 'llama.cpp does not take it' : `Does not fit ${plainLine(base.name)}`),
    ...mismatches.slice(0, MOST_MISMATCHES).map(({ message }) => `  ${style.red(plainLine(message))}`),
    ...(more > 0 ? [`  … and ${counted(more, 'more', 'more')}`] : []),
  ];
}
