import { StudioError } from '../../engine/base/errors';
import { quickJson } from '../../engine/base/json/quick';
import { checkFilter } from '../../engine/model/filterCheck';
import type { SearchRequest } from '../../engine/model/search';
import { Searcher } from '../../engine/retrieval/searcher';
import type { CliContext } from '../context';
import { openModels } from '../ingest/models';
import { hitLines, whyNotLines } from '../search/report';
import { searchChecked } from '../search/searchChecked';
import { openSearchable } from '../search/openSearchable';
import type { Result } from '../result';

/** Options of `openmem search`. */
export interface SearchCommandOptions {
  readonly topK: number;
  readonly explain?: boolean | undefined;
  readonly type: readonly string[];
  readonly status: readonly string[];
  readonly tag: readonly string[];
  readonly filter?: string | undefined;
  readonly threshold?: number | undefined;
  readonly now?: string | undefined;
  readonly whyNot?: string | undefined;
  readonly embedder?: string | undefined;
}

/** `openmem search <cube> <question>`: the hits, or why a memory is not among them. */
export async function search(
  context: CliContext,
  path: string,
  text: string,
  options: SearchCommandOptions,
): Promise<Result> {
  const request = requestOf(text, options);
  const embedderPath = options.embedder ?? process.env['OPENMEM_EMBEDDER'];
  const models = await openModels(context, { embedder: embedderPath || undefined });
  try {
    const opened = await openSearchable(context, path, models.embedder);
    try {
      const searcher = new Searcher(opened.store, { embedder: models.embedder, now: () => context.now() });
      if (options.whyNot !== undefined) {
        const answer = await searcher.whyNot(options.whyNot, request, context.signal);
        return { json: answer, lines: (style) => whyNotLines(answer, style), quiet: [answer.fell ?? ''] };
      }
      const result = await searchChecked(searcher, opened.store, models.embedder, request, context.signal);
      const notes = [opened.note, result.note].filter((note) => note !== undefined);
      return {
        json: result,
        quiet: result.hits.map(({ key }) => key),
        lines: (style) => hitLines(result, options.explain === true, style),
        notes,
      };
    } finally {
      await opened.close();
    }
  } finally {
    models.dispose();
  }
}

function requestOf(text: string, options: SearchCommandOptions): SearchRequest {
  const { topK, type, status, tag, filter, threshold, now } = options;
  return {
    text,
    topK,
    ...(type.length > 0 ? { types: type } : {}),
    ...(status.length > 0 ? { statuses: status } : {}),
    ...(tag.length > 0 ? { tags: tag } : {}),
    ...(filter === undefined ? {} : { filter: checkFilter(readFilter(filter)) }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(now === undefined ? {} : { now }),
  };
}

function readFilter(filter: string) {
  try {
    return quickJson(filter);
  } catch (error) {
    throw new StudioError('bad-argument', 'The filter is no JSON.', {
      remedy: 'Quote it for the shell, for instance --filter \'{"memory_type": "UserMemory"}\'.',
      cause: error,
    });
  }
}
