import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import { Emitter, type Disposable } from '../../engine/base/events';
import type { SearchRequest, SearchResult } from '../../engine/model/search';
import type { SavedSearch, SearchJob, SearchableCube } from '../../protocol/searchView';
import { translatedResult, weighted } from './searchData';
import type { SearchSource } from './searchSource';

/** Finds cubes of one kind and opens them for searching. */
export interface SourceKind {
  list(): Promise<readonly SearchableCube[]>;
  /** Undefined for a cube of another kind. */
  open(cube: string): Promise<SearchSource | undefined>;
}

/** The cubes that can be searched in this window; each is opened when it is first searched, and kept. */
export class SearchSources implements Disposable {
  private readonly opened = new Map<string, Promise<SearchSource>>();
  private readonly changed = new Emitter<string>();
  private readonly jobs = new Emitter<{ cube: string; job: SearchJob | null }>();
  /** The content of a cube, or a search saved for it, has changed. */
  readonly onDidChange = this.changed.event;
  readonly onJob = this.jobs.event;

  constructor(private readonly kinds: readonly SourceKind[]) {}

  async list(): Promise<SearchableCube[]> {
    return (await Promise.all(this.kinds.map((kind) => kind.list()))).flat();
  }

  /** Throws StudioError `not-found`, or why the cube cannot be opened. */
  get(cube: string): Promise<SearchSource> {
    let source = this.opened.get(cube);
    if (!source) {
      source = this.open(cube);
      this.opened.set(cube, source);
      source.catch(() => this.opened.delete(cube));
    }
    return source;
  }

  /** Searches with the cube's own weights where the request names none. */
  async search(cube: string, request: SearchRequest, signal?: AbortSignal): Promise<SearchResult> {
    const source = await this.get(cube);
    return translatedResult(await source.search(await weighted(source, request), signal));
  }

  /** Searches saved for a cube. */
  async saved(cube: string): Promise<readonly SavedSearch[]> {
    return (await (await this.get(cube)).settings.read()).saved;
  }

  savedChanged(cube: vscode.Uri | string): void {
    this.changed.fire(cube.toString());
  }

  private async open(cube: string): Promise<SearchSource> {
    for (const kind of this.kinds) {
      const source = await kind.open(cube);
      if (!source) continue;
      source.onDidChange(() => this.changed.fire(cube));
      source.onJob((job) => this.jobs.fire({ cube, job }));
      return source;
    }
    throw new StudioError('not-found', vscode.l10n.t('This MemCube is not there any more.'));
  }

  dispose(): void {
    for (const source of this.opened.values())
      source.then(
        (opened) => opened.dispose(),
        () => undefined,
      );
    this.changed.dispose();
    this.jobs.dispose();
  }
}
