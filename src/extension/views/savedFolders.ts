import * as vscode from 'vscode';
import type { SearchResult } from '../../engine/model/search';
import { errorText } from '../host/engineText';
import { ITEMS } from '../ids';
import type { SearchSources } from '../search/searchSources';
import type { CubeNode, HitNode, SearchNode, TenantNode } from './nodes';
import { hitItem } from './treeItems';

/** Saved searches as folders whose content is what they find now. */
export class SavedFolders {
  /** Answers by cube and search, dropped when the cube changes. */
  private readonly answers = new Map<string, Map<string, Promise<SearchResult>>>();

  constructor(
    private readonly sources: SearchSources,
    /** Told of the cube whose folders may show something else now. */
    onDidChange: () => void,
  ) {
    sources.onDidChange((cube) => {
      this.answers.delete(cube);
      onDidChange();
    });
  }

  /** The folders of a cube; none where its settings cannot be read. */
  async foldersOf(cube: CubeNode | TenantNode, file: vscode.Uri): Promise<SearchNode[]> {
    const saved = await this.sources.saved(file.toString()).catch(() => []);
    return saved.map((search) => ({ node: 'search', cube, file, search }));
  }

  async hitsOf(node: SearchNode): Promise<HitNode[]> {
    const { hits } = await this.ask(node);
    return hits.map((hit) => ({ node: 'hit', parent: node, file: node.file, key: hit.key, hit }));
  }

  async itemOf(node: SearchNode | HitNode): Promise<vscode.TreeItem> {
    if (node.node === 'hit') return hitItem(node);
    const { name, request } = node.search;
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `search:${name}:${node.file.toString()}`;
    item.iconPath = new vscode.ThemeIcon('search');
    item.contextValue = ITEMS.search;
    item.tooltip = request.text;
    try {
      const { hits } = await this.ask(node);
      item.description = String(hits.length);
      item.accessibilityInformation = {
        label: vscode.l10n.t('{0}, saved search, {1} results', name, hits.length),
      };
    } catch (error) {
      item.iconPath = new vscode.ThemeIcon('warning');
      item.tooltip = errorText(error);
    }
    return item;
  }

  private ask({ file, search }: SearchNode): Promise<SearchResult> {
    const cube = file.toString();
    const answers = this.answers.get(cube) ?? new Map<string, Promise<SearchResult>>();
    this.answers.set(cube, answers);
    const name = JSON.stringify(search.request);
    let answer = answers.get(name);
    if (!answer) {
      answer = this.sources.search(cube, search.request);
      answers.set(name, answer);
      answer.catch(() => answers.delete(name));
    }
    return answer;
  }
}
