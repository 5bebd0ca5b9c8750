import type { TextFormat } from '../../model/memory';
import type { CubeConfig } from './readConfig';

/** The model that a configuration names as the embedder of a text memory of this format, if it does. */
export function embedderNamed(config: CubeConfig | undefined, format: TextFormat): string | undefined {
  const section = format === 'pref_text' ? config?.preference : config?.text;
  return section?.embedder?.model || undefined;
}
