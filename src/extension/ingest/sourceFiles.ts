import * as vscode from 'vscode';

const KEY = 'ingest.files';
/** Batches whose files are remembered. */
const MOST = 500;

/** Which file a batch was read from, as this workspace remembers it: cubes only hold its name. */
export class SourceFiles {
  constructor(private readonly memento: vscode.Memento) {}

  async keep(batch: string, file: vscode.Uri): Promise<void> {
    const others = Object.entries(this.all()).filter(([id]) => id !== batch);
    await this.memento.update(KEY, Object.fromEntries([...others.slice(1 - MOST), [batch, file.toString()]]));
  }

  /** The file that a batch was read from; undefined where that was in another workspace. */
  of(batch: string): vscode.Uri | undefined {
    const all = this.all();
    const file = Object.hasOwn(all, batch) ? all[batch] : undefined;
    return file === undefined ? undefined : vscode.Uri.parse(file, true);
  }

  private all(): Readonly<Record<string, string>> {
    return this.memento.get<Record<string, string>>(KEY, {});
  }
}
