import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import { StudioError } from '../../engine/base/errors';
import { writeAtomically } from '../../engine/cube/files/writeAtomically';
import type { SearchWeights } from '../../engine/model/search';
import type { SavedSearch } from '../../protocol/searchView';
import { requestSchema, weightsSchema } from './searchSchemas';

/** What is kept for searching a cube. */
export interface SearchSettings {
  readonly weights?: SearchWeights | undefined;
  readonly saved: readonly SavedSearch[];
}

/** Where a cube's search settings are kept. */
export interface SettingsStore {
  read(): Promise<SearchSettings>;
  write(settings: SearchSettings): Promise<void>;
}

const shape = z.object({
  weights: weightsSchema.optional(),
  saved: z.array(z.object({ name: z.string().min(1).max(200), request: requestSchema })).max(1000),
});
const NONE: SearchSettings = { saved: [] };

/**
 * `.memcube/settings.json` of a cube's folder, member `search`; what else the file holds stays as it is. A file
 * that cannot be understood counts as empty for reading, and is never overwritten.
 */
export class FolderSettings implements SettingsStore {
  private readonly path: string;

  constructor(
    folder: string,
    private readonly readOnly: boolean,
  ) {
    this.path = join(folder, '.memcube', 'settings.json');
  }

  async read(): Promise<SearchSettings> {
    return this.whole().then(
      ({ search }) => parsed(search),
      () => NONE,
    );
  }

  async write(settings: SearchSettings): Promise<void> {
    if (this.readOnly) throw new StudioError('read-only', vscode.l10n.t('{0} cannot be written.', this.path));
    const whole = await this.whole();
    const content = JSON.stringify({ ...whole, search: settings }, null, 2);
    await mkdir(dirname(this.path), { recursive: true });
    await writeAtomically(this.path, [Buffer.from(`${content}\n`)], {});
  }

  private async whole(): Promise<Record<string, unknown>> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{}';
      throw error;
    });
    const remedy = vscode.l10n.t('Repair the file, or delete it.');
    const bad = (cause?: unknown): StudioError =>
      new StudioError('bad-json', vscode.l10n.t('This file of settings is not a JSON object.'), {
        place: { file: this.path },
        remedy,
        cause,
      });
    try {
      const whole = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text));
      if (whole.success) return whole.data;
    } catch (error) {
      throw bad(error);
    }
    throw bad();
  }
}

/** Settings of a cube that has no folder, kept in the window's workspace. */
export class WorkspaceSettings implements SettingsStore {
  private readonly key: string;

  constructor(
    private readonly memento: vscode.Memento,
    cube: string,
  ) {
    this.key = `memcube.search.${cube}`;
  }

  read(): Promise<SearchSettings> {
    return Promise.resolve(parsed(this.memento.get(this.key)));
  }

  async write(settings: SearchSettings): Promise<void> {
    await this.memento.update(this.key, settings);
  }
}

function parsed(value: unknown): SearchSettings {
  if (value === undefined) return NONE;
  const read = shape.safeParse(value);
  return read.success ? read.data : NONE;
}
