import { StudioError } from '../../base/errors';

/** A file in a repository of Hugging Face. */
export interface HubFile {
  readonly owner: string;
  readonly repo: string;
  /** Path in the repository, `/` between folders. */
  readonly file: string;
  readonly revision: string;
}

/** A name of a folder or file that is safe on every system: no `..`, nothing hidden, no separators or devices. */
const SAFE = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,120}$/;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Reads `hf:owner/repo/file.gguf`, with `#revision` where it is not `main`.
 * @throws StudioError `bad-argument` for anything else, `path-escape` for names that lead elsewhere
 */
export function parseHubUri(text: string): HubFile {
  const match = /^hf:([^/#]+)\/([^/#]+)\/([^#]+?)(?:#([^#]+))?$/.exec(text.trim());
  const [, owner, repo, file, revision = 'main'] = match ?? [];
  if (owner === undefined || repo === undefined || file === undefined || !/\.gguf$/i.test(file)) {
    throw new StudioError('bad-argument', `${JSON.stringify(text)} does not name a model file.`, {
      remedy: 'Write hf:owner/repository/file.gguf.',
    });
  }
  checkedNames([owner, repo, ...file.split('/'), ...revision.split('/')]);
  return { owner, repo, file, revision };
}

/** Throws StudioError `path-escape` for a name that a file or folder must not have. */
export function checkedNames(names: readonly string[]): void {
  for (const name of names) {
    if (SAFE.test(name) && !name.endsWith('.') && !DEVICE.test(name)) continue;
    throw new StudioError('path-escape', `${JSON.stringify(name)} is no usable name of a file.`, {
      remedy: 'Write hf:owner/repository/file.gguf.',
    });
  }
}
