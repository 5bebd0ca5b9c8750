import type { Actor } from '../../src/engine/model/change';
import { t } from './strings';

const ACTORS: Readonly<Record<Actor, () => string>> = {
  user: () => t('you'),
  scheduler: () => t('scheduler'),
  chat: () => t('chat'),
  mcp: () => t('MCP client'),
  import: () => t('import'),
  external: () => t('another program'),
  cli: () => t('command line'),
};

/** Who made a change, as a word within a sentence. */
export function actorName(actor: Actor): string {
  return ACTORS[actor]();
}
