import * as vscode from 'vscode';
import { MEMORY_STATUSES, MEMORY_TYPES } from '../../engine/model/memory';
import { SCORE_PARTS } from '../../engine/model/search';
import type { SearchRequest, SearchResult, SearchWeights, WhyNot } from '../../engine/model/search';
import type { Handlers } from '../../protocol/channel';
import type { CubeSearchState, SearchHostContract, SearchTask } from '../../protocol/searchView';
import { engineText } from '../host/engineText';
import { viewStrings } from '../host/viewStrings';
import { askForName } from './savedSearches';
import type { SearchSource } from './searchSource';
import type { SearchSources } from './searchSources';
import type { Spotlights } from './spotlights';

export interface SearchServices {
  readonly sources: SearchSources;
  readonly spotlights: Spotlights;
  /** Lets the person choose or set up an embedder. */
  chooseEmbedder(): Promise<void>;
}

/** Answers the requests of the search view. */
export class SearchData {
  constructor(
    private readonly services: SearchServices,
    /** Takes the task that the view was opened for. */
    private readonly takeTask: () => SearchTask | null,
    private readonly last: { get(): string | undefined; set(cube: string): void },
  ) {}

  handlers(): Handlers<SearchHostContract> {
    const { sources, spotlights } = this.services;
    return {
      hello: async () => {
        const cubes = await sources.list();
        const task = this.takeTask();
        const last = task?.cube ?? this.last.get();
        return {
          language: vscode.env.language,
          strings: viewStrings(),
          cubes,
          cube: cubes.find(({ id }) => id === last)?.id ?? cubes[0]?.id ?? null,
          memoryTypes: [...MEMORY_TYPES],
          statuses: [...MEMORY_STATUSES],
          task,
        };
      },
      choose: async ({ cube }) => {
        this.last.set(cube);
        return stateOf(await sources.get(cube));
      },
      search: async ({ cube, request }, signal) => sources.search(cube, request, signal),
      whyNot: async ({ cube, request, key }, signal) => {
        const source = await sources.get(cube);
        const answer = await source.whyNot(key, await weighted(source, request), signal);
        const { weights } = await stateOf(source);
        return { answer: forView(answer, weights), row: await source.row(key) };
      },
      pick: async ({ cube }) => (await (await sources.get(cube)).pick()) ?? null,
      reveal: async ({ cube, key, focus }) => {
        await (await sources.get(cube)).reveal(key, focus);
        return null;
      },
      spotlight: ({ cube, spot }) => {
        spotlights.set(cube, spot);
        return null;
      },
      keepWeights: async ({ cube, weights }) => {
        const source = await sources.get(cube);
        const { saved } = await source.settings.read();
        await source.settings.write({ saved, ...(weights && { weights }) });
        return stateOf(source);
      },
      saveSearch: async ({ cube, request }) => {
        const source = await sources.get(cube);
        const settings = await source.settings.read();
        const name = await askForName(settings.saved, request.text);
        if (name === undefined) return null;
        await source.settings.write({ ...settings, saved: [...settings.saved, { name, request }] });
        sources.savedChanged(cube);
        return stateOf(source);
      },
      embed: async ({ cube }) => {
        const source = await sources.get(cube);
        await source.embed();
        return stateOf(source);
      },
      stop: async ({ cube }) => {
        (await sources.get(cube)).stop();
        return null;
      },
      chooseEmbedder: async ({ cube }) => {
        await this.services.chooseEmbedder();
        return stateOf(await sources.get(cube));
      },
    };
  }
}

/** Where a cube stands, for the view. */
export async function stateOf(source: SearchSource): Promise<CubeSearchState> {
  const [{ weights, saved }, vectors] = await Promise.all([source.settings.read(), source.vectors()]);
  return {
    cube: source.cube.id,
    weights: { ...source.defaults, ...weights },
    defaults: source.defaults,
    vectors,
    saved,
  };
}

/** A request with the cube's own weights where it names none. */
export async function weighted(source: SearchSource, request: SearchRequest): Promise<SearchRequest> {
  const { weights } = await source.settings.read();
  return weights ? { ...request, weights: { ...weights, ...request.weights } } : request;
}

/** The note of a result in the language of the interface. */
export function translatedResult(result: SearchResult): SearchResult {
  return result.note === undefined ? result : { ...result, note: engineText(result.note) };
}

/** An answer with its remedy in the language of the interface, naming only weights that are not the cube's own. */
function forView(answer: WhyNot, own: Required<SearchWeights>): WhyNot {
  const { remedy } = answer;
  if (!remedy) return answer;
  const english = remedy.message.replace(/\{(\d+)\}/g, (_, n: string) => remedy.args[Number(n)] ?? '');
  const { request } = remedy;
  const moved = SCORE_PARTS.flatMap((name) => {
    const weight = request?.weights?.[name];
    return weight === undefined || weight === own[name] ? [] : [[name, weight] as const];
  });
  const weights = moved.length > 0 ? Object.fromEntries(moved) : undefined;
  return {
    ...answer,
    remedy: {
      ...remedy,
      message: engineText(english),
      args: [],
      request: request && { ...request, weights },
    },
  };
}
