import * as vscode from 'vscode';
import { StudioError } from '../../engine/base/errors';
import { parseJson } from '../../engine/base/json/parse';
import { updatesBetween } from '../../engine/cube/merge/diffRecord';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import type { Op } from '../../engine/model/change';
import { withoutVector } from './memoryText';

/**
 * The operations that turn a memory's record into an edited one, field by field. The vector is not part
 * of the edited text and stays; the id cannot change.
 */
export function recordEditOps(memory: TextMemory, key: string, edited: string): Op[] {
  if (parseJson(edited).kind !== 'object') {
    throw new StudioError('bad-shape', vscode.l10n.t('A record must be a JSON object.'));
  }
  const present = withoutVector(memory.text(key), memory.format);
  const ops = updatesBetween(key, present, withoutVector(edited, memory.format), memory.format);
  if (ops.some(({ path }) => path[0] === 'id')) {
    throw new StudioError(
      'bad-shape',
      vscode.l10n.t('The id of a memory cannot be changed: other memories refer to it.'),
      {
        remedy: vscode.l10n.t('Duplicate the memory to get one with another id.'),
      },
    );
  }
  return ops;
}
