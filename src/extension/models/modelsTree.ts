import * as vscode from 'vscode';
import { CONTEXTS } from '../ids';
import { modelItem, problemOf } from './modelItems';
import { ROLES, type ModelServices, type Role } from './roles';

/** A row of the *Models* tree: a model, or a part of one. */
export interface ModelNode {
  readonly role: Role;
  readonly part: 'model' | 'file' | 'server' | 'process' | 'computing' | 'problem';
}

/** The role of the model that a command was called on; the embedder where it was called on none. */
export function roleOf(node: unknown): Role {
  const { role } = (node ?? {}) as Partial<ModelNode>;
  return ROLES.find((each) => each === role) ?? 'embedder';
}

/** The *Models* tree: embedder and chat model, where they come from, and the processes that run them. */
export class ModelsTree implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly services: ModelServices,
    changed: vscode.EventEmitter<ModelNode | undefined>,
  ) {
    this.subscriptions = ROLES.map((role) =>
      services[role].onDidChange(() => {
        // Memory is told twice a second.
        this.timer ??= setTimeout(() => {
          this.timer = undefined;
          changed.fire(undefined);
        }, 200);
      }),
    );
  }

  getChildren(node?: ModelNode): ModelNode[] {
    return node ? this.partsOf(node) : this.models();
  }

  private models(): ModelNode[] {
    const none = ROLES.every((role) => this.services[role].settings.provider === 'none');
    void vscode.commands.executeCommand('setContext', CONTEXTS.hasModel, !none);
    // The welcome texts of the view say what to do.
    if (none || !vscode.workspace.isTrusted) return [];
    return ROLES.map((role) => ({ role, part: 'model' }));
  }

  private partsOf({ role, part }: ModelNode): ModelNode[] {
    const service = this.services[role];
    const { provider } = service.settings;
    if (part !== 'model' || provider === 'none') return [];
    const parts = provider === 'local' ? (['file', 'process'] as const) : (['server'] as const);
    const computing = service.process?.status.facts ? (['computing'] as const) : [];
    const problem = problemOf(service) === undefined ? [] : (['problem'] as const);
    return [...parts, ...computing, ...problem].map((each) => ({ role, part: each }));
  }

  getTreeItem(node: ModelNode): vscode.TreeItem {
    const item = modelItem(this.services[node.role], node);
    item.id ??= `${node.role}/${node.part}`;
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
