import { StudioError } from '../../base/errors';
import { checkedNames, parseHubUri } from './hubUri';

/** Where a model comes from, and where it goes to. */
export interface ModelAddress {
  readonly url: string;
  /** Folders below the folder of models, and the name of the file. */
  readonly folders: readonly string[];
  readonly file: string;
}

/** Hosts to which nothing leaves this machine, so that nobody can read along. */
const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Reads `hf:owner/repo/file.gguf#revision` or an `https:` address that ends with `.gguf`. An address of the hub is
 * the same as its `hf:` form.
 * @throws StudioError `bad-argument` for anything else, `path-escape` for names that lead elsewhere
 */
export function parseModelUri(text: string, hub: string): ModelAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.protocol === 'hf:') return ofHub(text, hub);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.has(url.hostname));
  if (!secure || url.username !== '' || url.password !== '') {
    throw new StudioError(
      'bad-argument',
      'A model is fetched from an https address without a password only.',
      {
        remedy: 'Write hf:owner/repository/file.gguf, or https://host/path/file.gguf.',
      },
    );
  }
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const [owner, repo, form, revision, ...path] = parts;
  if (url.origin === new URL(hub).origin && (form === 'resolve' || form === 'blob') && path.length > 0) {
    return ofHub(`hf:${owner ?? ''}/${repo ?? ''}/${path.join('/')}#${revision ?? 'main'}`, hub);
  }
  const file = parts.at(-1) ?? '';
  if (!/\.gguf$/i.test(file)) {
    throw new StudioError('bad-argument', `${JSON.stringify(text)} does not name a model file.`, {
      remedy: 'Write hf:owner/repository/file.gguf, or https://host/path/file.gguf.',
    });
  }
  const folders = [url.hostname.replace(/[^A-Za-z0-9.-]/g, '_'), ...parts.slice(0, -1)];
  checkedNames([...folders, file]);
  return { url: url.href, folders, file };
}

function ofHub(text: string, hub: string): ModelAddress {
  const { owner, repo, file, revision } = parseHubUri(text);
  return {
    url: `${hub}/${owner}/${repo}/resolve/${revision}/${file}`,
    folders: [owner, repo],
    file: file.split('/').at(-1) ?? file,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
