import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import { onReading } from '../../engine/cube/files/fileError';
import { runLocomo } from '../../engine/evaluation/locomo';
import { readLocomoFile } from '../../engine/evaluation/locomoFile';
import { recallOf, type Answered, type Estimate } from '../../engine/evaluation/recall';
import type { CliContext } from '../context';
import { openModels } from '../ingest/models';
import { shownPath } from '../cube/paths';
import { table } from '../output/table';
import type { Result } from '../result';

/** Options of `openmem eval locomo`. */
export interface EvalOptions {
  readonly retrieval?: boolean | undefined;
  readonly embedder?: string | undefined;
  readonly conversations?: string | undefined;
}

const CATEGORIES: Readonly<Record<number, string>> = {
  1: 'multi-hop',
  2: 'temporal',
  3: 'open-domain',
  4: 'single-hop',
};
const MODEL_BYTES = 100 * 1000 * 1000;
const SEED = 1;

/** `openmem eval locomo <file> --retrieval`: how much of the evidence the search finds, without any language model. */
export async function evalLocomo(context: CliContext, file: string, options: EvalOptions): Promise<Result> {
  if (options.retrieval !== true) {
    throw new StudioError('bad-argument', 'Only retrieval is measured.', { remedy: 'Give --retrieval.' });
  }
  const path = resolve(context.cwd, file);
  const shown = shownPath(context.cwd, path);
  const all = readLocomoFile(await onReading(path, () => readFile(path, 'utf8')), shown);
  const chosen = choose(all, options.conversations);
  const model = embedderOf(options.embedder);
  const models = await openModels(context, { embedder: model });
  try {
    const answered: Answered[] = [];
    const searchMs: number[] = [];
    let turns = 0;
    let ingestMs = 0;
    for (const conversation of chosen) {
      const run = await runLocomo(conversation, {
        embedder: models.embedder,
        signal: context.signal,
      });
      answered.push(...run.answered);
      searchMs.push(...run.searchMs);
      turns += run.turns;
      ingestMs += run.ingestMs;
    }
    const bytes = model === undefined ? 0 : (await stat(resolve(context.cwd, model))).size;
    searchMs.sort((a, b) => a - b);
    const at = (share: number): number => searchMs[Math.floor(share * (searchMs.length - 1))] ?? 0;
    const categories = Object.keys(CATEGORIES).map(Number);
    const report = {
      dataset: shown,
      conversations: chosen.map(({ name }) => name),
      turns,
      questions: answered.length,
      embedder: models.embedder?.tag ?? null,
      models: model === undefined ? [] : [{ path: model, bytes }],
      budget: {
        modelBytes: bytes,
        modelBytesLimit: MODEL_BYTES,
        languageModel: false,
        ingestMs,
        msPerQuestion: { p50: at(0.5), p95: at(0.95) },
      },
      ...means(recallOf(answered, SEED)),
      intervals: recallOf(answered, SEED),
      categories: Object.fromEntries(
        categories.map((category) => {
          const those = answered.filter((one) => one.category === category);
          const recall = recallOf(those, SEED);
          const name = CATEGORIES[category] ?? '';
          return [category, { name, questions: those.length, ...means(recall), intervals: recall }];
        }),
      ),
      byConversation: Object.fromEntries(
        chosen.map(({ name }) => {
          const those = answered.filter((one) => one.conversation === name);
          return [name, { questions: those.length, ...means(recallOf(those, SEED)) }];
        }),
      ),
    };
    const rows = [
      { name: 'all', questions: answered.length, recall: report.intervals },
      ...categories.map((category) => {
        const those = answered.filter((one) => one.category === category);
        return { name: CATEGORIES[category] ?? '', questions: those.length, recall: recallOf(those, SEED) };
      }),
    ];
    return {
      json: report,
      lines: (style) => [
        ...table<(typeof rows)[number]>(
          [
            { title: 'QUESTIONS', cell: ({ name }) => name },
            { title: 'N', cell: ({ questions }) => questions, align: 'right' },
            ...[5, 10, 20].map((depth) => ({
              title: `R@${depth}`,
              cell: ({ recall }: (typeof rows)[number]) => interval(recall[`recall@${depth}`]),
            })),
          ],
          rows,
          style,
        ),
        style.dim(
          `${turns} turns, ${models.embedder?.tag.name ?? 'words alone'}, ${at(0.5).toFixed(1)} ms a question`,
        ),
      ],
      notes: models.embedder ? [] : ['There is no embedder: searched by words alone.'],
    };
  } finally {
    models.dispose();
  }
}

function choose<T>(all: readonly T[], indices: string | undefined): T[] {
  if (indices === undefined) return [...all];
  return indices.split(',').map((text) => {
    const one = /^\d+$/.test(text.trim()) ? all[Number(text)] : undefined;
    if (one !== undefined) return one;
    throw new StudioError('bad-argument', `There is no conversation ${text}.`, {
      remedy: `Give numbers from 0 to ${all.length - 1}, separated by commas.`,
    });
  });
}

/** The model asked for, else the one that `npm run models` puts beside the program; `none` for words alone. */
function embedderOf(asked: string | undefined): string | undefined {
  const given = asked ?? process.env['OPENMEM_EMBEDDER'];
  if (given === 'none') return undefined;
  if (given !== undefined && given !== '') return given;
  const program = resolve(process.argv[1] ?? '.');
  const own = join(dirname(program), '..', '.cache', 'models', 'all-MiniLM-L6-v2.Q8_0.gguf');
  return existsSync(own) ? own : undefined;
}

const means = (recall: Readonly<Record<string, Estimate>>): Record<string, number> =>
  Object.fromEntries(Object.entries(recall).map(([name, { mean }]) => [name, mean]));

const interval = (estimate: Estimate | undefined): string =>
  estimate ? `${estimate.mean.toFixed(3)} (${estimate.low.toFixed(3)}–${estimate.high.toFixed(3)})` : '';
