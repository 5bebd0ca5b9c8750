import type * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { KvHomes, type KvServices } from './kvHomes';
import { KvPanels } from './kvPanels';
import { StaleItems } from './staleItems';

/** What activation memory needs from the rest of the extension, screens included. */
export interface ActivationServices extends KvServices {
  readonly extensionUri: vscode.Uri;
  readonly log: Logger;
  reveal(cube: vscode.Uri, key: string): Promise<void>;
}

/** Everything about activation memory in this window, loaded with the first item or command. */
export class Activation implements vscode.Disposable {
  readonly homes: KvHomes;
  readonly panels: KvPanels;
  private readonly stale: StaleItems;

  constructor(services: ActivationServices) {
    this.homes = new KvHomes(services);
    this.stale = new StaleItems(this.homes, services.log);
    this.panels = new KvPanels({
      ...{ extensionUri: services.extensionUri, log: services.log },
      home: (cube) => this.homes.of(cube),
      reveal: (cube, key) => services.reveal(cube, key),
    });
  }

  dispose(): void {
    this.panels.dispose();
    this.stale.dispose();
    this.homes.dispose();
  }
}
