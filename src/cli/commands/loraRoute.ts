import { StudioError } from '../../engine/base/errors';
import type { RouteCandidate, RouteDecision } from '../../engine/model/loraRoute';
import { AdapterRouter } from '../../engine/parametric/route/adapterRouter';
import { routedSet } from '../../engine/parametric/route/decide';
import { routablesOf } from '../../engine/parametric/route/routables';
import type { CliContext } from '../context';
import { shortIds } from '../cube/shortIds';
import { openModels } from '../ingest/models';
import { scaledAdapter } from '../lora/scaledAdapter';
import { findAdapter, withAdapters } from '../lora/openAdapters';
import type { Style } from '../output/style';
import { table } from '../output/table';
import type { Result } from '../result';

/** Options of `openmem lora route`. */
export interface LoraRouteOptions {
  readonly embedder?: string | undefined;
  readonly threshold?: number | undefined;
  /** `id` or `id=scale`. */
  readonly force: readonly string[];
  readonly forbid: readonly string[];
}

/** `openmem lora route <cube> <task>`: which adapters a task would be answered with, and why; nothing is attached. */
export async function loraRoute(
  context: CliContext,
  cube: string,
  task: string,
  { threshold, ...options }: LoraRouteOptions,
): Promise<Result> {
  if (task.trim() === '') throw new StudioError('bad-argument', 'The task is empty.');
  const embedder = options.embedder ?? process.env['OPENMEM_EMBEDDER'];
  return withAdapters(context, cube, 'look', async (open) => {
    const force = await Promise.all(options.force.map((given) => scaledAdapter(open, given)));
    const forbid = await Promise.all(options.forbid.map((given) => findAdapter(open, given)));
    const adapters = await routablesOf(open.store, await open.rows());
    const models = await openModels(context, { embedder: embedder || undefined });
    try {
      const { decision, fallback } = await new AdapterRouter(models.embedder).route({
        task,
        adapters,
        ...(threshold === undefined ? {} : { policy: { threshold } }),
        overrides: { force, forbid },
        signal: context.signal,
      });
      return {
        json: { ...decision, fallback },
        quiet: routedSet(decision).map(({ id }) => id),
        lines: (style) => routeLines(decision, style),
        ...(fallback === null ? {} : { notes: [`Words were compared: ${fallback}`] }),
      };
    } finally {
      models.dispose();
    }
  });
}

function routeLines({ candidates }: RouteDecision, style: Style): string[] {
  if (candidates.length === 0) return ['This cube keeps no adapters.'];
  const short = shortIds(candidates.map(({ id }) => id));
  return table(
    [
      { title: 'ID', cell: ({ id }) => short(id), most: 36 },
      { title: 'TITLE', cell: ({ title }) => title, most: 40 },
      { title: 'SCALE', cell: ({ scale }) => scale.toFixed(3), align: 'right' },
      { title: 'SCORE', cell: ({ score }) => score.toFixed(3), align: 'right' },
      { title: 'CENTRE', cell: ({ centroid }) => centroid.toFixed(3), align: 'right' },
      { title: 'NEAREST', cell: ({ nearest }) => nearest.toFixed(3), align: 'right' },
      { title: 'BY', cell: ({ measure }) => measure },
      { title: 'WHY', cell: why },
      { title: 'EXAMPLE', cell: ({ examples }) => examples[0]?.text, most: 60 },
    ],
    candidates,
    style,
  );
}

function why({ reason }: RouteCandidate): string {
  if (reason.code === 'below-threshold') return `below the threshold by ${reason.by.toFixed(3)}`;
  if (reason.code === 'not-among-the-best') return `only place ${reason.place}`;
  if (reason.code === 'not-usable') return reason.why.replace('-', ' ');
  return reason.code.replace('-', ' ');
}
