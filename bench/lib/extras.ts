import type { MemoryType } from './kinds.ts';
import { dumpsAscii } from './pythonJson.ts';
import type { PythonValue } from './pythonJson.ts';
import type { Random } from './random.ts';
import { sentence, title } from './sentences.ts';
import type { Language } from './sentences.ts';

/** The keys that only one memory type has (`summary_ids` and its like come from the links). */
export function extraMetadata(
  random: Random,
  kind: MemoryType,
  language: Language,
): Readonly<Record<string, PythonValue>> {
  const line = (): string => sentence(random, language);
  switch (kind) {
    case 'ToolTrajectoryMemory': {
      const worked = random.chance(0.8);
      const status = {
        used_tool: 'lookup',
        success_rate: worked ? '1.0' : '0.5',
        error_type: '',
        tool_experience: line(),
      };
      return {
        correctness: worked ? 'success' : 'failed',
        experience: line(),
        tool_used_status: [dumpsAscii(status)],
      };
    }
    case 'SkillMemory':
      return {
        name: title(random, language),
        description: line(),
        procedure: `1. ${line()}\n2. ${line()}`,
        experience: [line()],
        preference: [line()],
        examples: [line()],
        url: '',
        skill_source: 'conversation',
      };
    case 'PreferenceMemory':
      return {
        preference_type: random.chance(0.6) ? 'explicit_preference' : 'implicit_preference',
        preference: line(),
        reasoning: line(),
        topic: title(random, language),
      };
    default:
      return {};
  }
}

/** The text of a ToolSchemaMemory: a function's schema as JSON. */
export function toolSchema(random: Random): string {
  const name = `lookup_${String(random.int(1, 999))}`;
  const parameters = { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] };
  const schema = { type: 'function', function: { name, description: sentence(random, 'en'), parameters } };
  return dumpsAscii(schema);
}
