import { isAbsolute, join } from 'node:path';
import { setting } from '../host/settings';

export type ProviderId = 'none' | 'local' | 'openai' | 'ollama';

/** What the settings ask for. */
export interface EmbedderSettings {
  readonly provider: ProviderId;
  /** Path of a model file, or the name that a server knows. */
  readonly model: string;
  readonly url: string;
  /** 0 for the model's own. */
  readonly dimensions: number;
  /** 0 for as many as the machine has cores fit for it. */
  readonly threads: number;
  /** Bytes. */
  readonly memoryLimit: number;
}

const URLS: Partial<Record<ProviderId, string>> = {
  openai: 'https://api.openai.com/v1',
  ollama: 'http://127.0.0.1:11434',
};

/** Reads the settings; a model file without a folder is looked for among the downloaded ones. */
export function embedderSettings(models: string): EmbedderSettings {
  const provider = setting('memcube.embedder.provider') as ProviderId;
  const model = setting('memcube.embedder.model').trim();
  return {
    provider,
    model: provider === 'local' && model !== '' && !isAbsolute(model) ? join(models, model) : model,
    url: setting('memcube.embedder.url').trim() || (URLS[provider] ?? ''),
    dimensions: setting('memcube.embedder.dimensions'),
    threads: setting('memcube.embedder.threads'),
    memoryLimit: setting('memcube.embedder.memoryLimit') * 2 ** 20,
  };
}
