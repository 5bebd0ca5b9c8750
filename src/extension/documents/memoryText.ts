import { removeValue, applySplice } from '../../engine/base/json/edit';
import { renderRaw } from '../../engine/base/json/render';
import { CONFIG_STYLE } from '../../engine/base/json/style';
import { readJson } from '../../engine/base/json/value';
import { physicalPath } from '../../engine/cube/text/layout';
import type { TextFormat } from '../../engine/model/memory';
import { valueAt } from '../../engine/model/summarise';
import type { MemoryAddress } from './memoryUri';

/**
 * The text of a document for a record: the memory's own text, or the record as JSON. The numbers of its
 * vector are left out: nobody edits them by hand, and saving leaves them alone.
 */
export function documentText(record: string, format: TextFormat, as: MemoryAddress['as']): string {
  if (as === 'text') {
    const value = valueAt(readJson(record), physicalPath(format, ['memory']));
    return typeof value === 'string' ? value : '';
  }
  return `${renderRaw(withoutVector(record, format), CONFIG_STYLE)}\n`;
}

/** A record without its vector. */
export function withoutVector(record: string, format: TextFormat): string {
  const splice = removeValue(record, physicalPath(format, ['vector']));
  return splice ? applySplice(record, splice) : record;
}
