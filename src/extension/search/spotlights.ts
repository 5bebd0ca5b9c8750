import type * as vscode from 'vscode';
import { Emitter, type Disposable } from '../../engine/base/events';
import type { Spotlight } from '../../protocol/searchView';

export interface SpotlightChange {
  /** URI of the cube's text memory or store. */
  readonly cube: string;
  readonly spot: Spotlight | null;
  /** Whether the person ended it in the graph. */
  readonly byGraph: boolean;
}

/** The spotlights that are on, at most one for each cube: between the search view and the graphs. */
export class Spotlights implements Disposable {
  private readonly lit = new Map<string, Spotlight>();
  private readonly changed = new Emitter<SpotlightChange>();
  readonly onDidChange = this.changed.event;

  of(cube: vscode.Uri): Spotlight | null {
    return this.lit.get(cube.toString()) ?? null;
  }

  set(cube: string, spot: Spotlight | null): void {
    if (spot) this.lit.set(cube, spot);
    else if (!this.lit.delete(cube)) return;
    this.changed.fire({ cube, spot, byGraph: false });
  }

  /** The person ended it where they saw it. */
  end(cube: vscode.Uri): void {
    if (this.lit.delete(cube.toString()))
      this.changed.fire({ cube: cube.toString(), spot: null, byGraph: true });
  }

  dispose(): void {
    this.changed.dispose();
  }
}
