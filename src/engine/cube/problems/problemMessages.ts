import { configMessages } from '../config/configMessages';
import { TEXT_RULES } from './textRules';

/** Every message and fix title of all rules, over configurations and text memories, for translations. */
export function problemMessages(): string[] {
  return [...new Set([...configMessages(), ...TEXT_RULES.flatMap((rule) => Object.values(rule.messages))])];
}
