/** What pydantic's lenient mode takes for a value of a type. */
import type { JsonValue } from '../../base/json/types';
import type { MetadataType } from './metadataFields';

const FLAGS = new Set(['0', 'off', 'f', 'false', 'n', 'no', '1', 'on', 't', 'true', 'y', 'yes']);

const TESTS: Record<Exclude<MetadataType, 'history' | 'sources'>, (value: JsonValue) => boolean> = {
  text: (value) => typeof value === 'string',
  flag: (value) =>
    typeof value === 'boolean' ||
    value === 0 ||
    value === 1 ||
    (typeof value === 'string' && FLAGS.has(value.toLowerCase())),
  whole: (value) =>
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isInteger(value)) ||
    (typeof value === 'string' && /^\s*[-+]?\d+(?:_\d+)*(?:\.0*)?\s*$/.test(value)),
  number: (value) =>
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    (typeof value === 'string' &&
      /^\s*[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?|nan)\s*$/i.test(value)),
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Whether MemOS takes `value` for the type. */
export function passes(type: keyof typeof TESTS, value: JsonValue): boolean {
  return TESTS[type](value);
}
