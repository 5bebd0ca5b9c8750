import * as vscode from 'vscode';

/** Keys of servers, kept by VS Code's secret storage. A key belongs to one origin and goes to no other. */
export class ApiKeys {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  async get(url: string): Promise<string | undefined> {
    return this.secrets.get(nameOf(url));
  }

  /** Asks for the key of a server; an empty answer removes it. Returns false when the person gave up. */
  async ask(url: string): Promise<boolean> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Key for {0}', new URL(url).host),
      prompt: vscode.l10n.t(
        'It is kept in the secret storage of VS Code. Leave it empty if the server wants none.',
      ),
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined) return false;
    if (key === '') await this.secrets.delete(nameOf(url));
    else await this.secrets.store(nameOf(url), key);
    return true;
  }
}

function nameOf(url: string): string {
  return `memcube.embedder.key:${new URL(url).origin}`;
}
