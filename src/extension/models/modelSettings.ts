import { isAbsolute, join } from 'node:path';
import { GPU_CHOICES, type GpuChoice } from '../../engine/model/llamaWorker';
import { setting } from '../host/settings';

const PROVIDERS = ['none', 'local', 'openai', 'ollama'] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** What the settings of an embedder or a chat model ask for. */
export interface ModelSettings {
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
  readonly gpu: GpuChoice;
  /** Tokens of a dialogue; of a chat model only. */
  readonly contextSize: number | undefined;
  /** Dialogues held side by side; of a chat model only. */
  readonly slots: number | undefined;
}

const URLS: Partial<Record<ProviderId, string>> = {
  openai: 'https://api.openai.com/v1',
  ollama: 'http://127.0.0.1:11434',
};

/** Reads the settings of the embedder; a model file without a folder is looked for among the downloaded ones. */
export function embedderSettings(models: string): ModelSettings {
  return {
    ...placed(
      models,
      setting('memcube.embedder.provider'),
      setting('memcube.embedder.model'),
      setting('memcube.embedder.url'),
    ),
    dimensions: setting('memcube.embedder.dimensions'),
    threads: setting('memcube.embedder.threads'),
    gpu: gpuOf(setting('memcube.embedder.gpu')),
  };
}

/** The same for the chat model; it shares the memory limit of the embedder. */
export function chatSettings(models: string): ModelSettings {
  return {
    ...placed(
      models,
      setting('memcube.chat.provider'),
      setting('memcube.chat.model'),
      setting('memcube.chat.url'),
    ),
    threads: setting('memcube.chat.threads'),
    gpu: gpuOf(setting('memcube.chat.gpu')),
    contextSize: setting('memcube.chat.contextSize'),
    slots: setting('memcube.chat.slots'),
  };
}

const gpuOf = (value: string): GpuChoice => GPU_CHOICES.find((each) => each === value) ?? 'auto';

function placed(models: string, provider: string, name: string, url: string): ModelSettings {
  const id = PROVIDERS.find((each) => each === provider) ?? 'none';
  const model = name.trim();
  return {
    provider: id,
    model: id === 'local' && model !== '' && !isAbsolute(model) ? join(models, model) : model,
    url: url.trim() || (URLS[id] ?? ''),
    dimensions: 0,
    threads: 0,
    gpu: 'auto',
    contextSize: undefined,
    slots: undefined,
    memoryLimit: setting('memcube.embedder.memoryLimit') * 2 ** 20,
  };
}
