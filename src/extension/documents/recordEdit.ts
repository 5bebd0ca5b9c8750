import { StudioError } from '../../engine/base/errors';
import { sameRaw } from '../../engine/cube/text/applyOps';
import { physicalPath, layoutOf } from '../../engine/cube/text/layout';
import type { TextMemory } from '../../engine/cube/text/textMemory';
import { parseJson } from '../../engine/base/json/parse';
import { nodeAt } from '../../engine/base/json/value';
import type { JsonNode, RawJson } from '../../engine/base/json/types';
import type { Op } from '../../engine/model/change';
import type { FieldPath } from '../../engine/model/memory';
import { withoutVector } from './memoryText';

/**
 * The operations that turn a memory's record into an edited one, field by field. The vector is not part
 * of the edited text and stays; the id cannot change.
 */
export function recordEditOps(memory: TextMemory, key: string, edited: string): Op[] {
  const before = parts(withoutVector(memory.text(key), memory.format), memory);
  const after = parts(edited, memory);
  if (!sameRaw(before.get('["id"]')?.raw ?? null, after.get('["id"]')?.raw ?? null)) {
    throw new StudioError('bad-shape', 'The id of a memory cannot be changed: other memories refer to it.', {
      remedy: 'Duplicate the memory to get one with another id.',
    });
  }
  const ops: Op[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(name);
    const now = after.get(name);
    const path = (now ?? old)!.path;
    if (path.at(-1) === 'embedding' || path[0] === 'vector') continue;
    if (!sameRaw(old?.raw ?? null, now?.raw ?? null)) {
      ops.push({
        op: 'update',
        key,
        path,
        before: old ? memory.fieldRaw(key, path) : null,
        after: now?.raw ?? null,
      });
    }
  }
  return ops;
}

/** The fields of a record by their format-independent paths: text, each metadata field, the rest. */
function parts(text: string, memory: TextMemory): Map<string, { path: FieldPath; raw: RawJson }> {
  const root = parseJson(text, { file: 'record' });
  const found = new Map<string, { path: FieldPath; raw: RawJson }>();
  const put = (path: FieldPath, node: JsonNode | undefined): void => {
    if (node) found.set(JSON.stringify(path), { path, raw: text.slice(node.start, node.end) });
  };
  if (root.kind !== 'object') throw new StudioError('bad-shape', 'A record must be a JSON object.');
  put(['memory'], nodeAt(root, physicalPath(memory.format, ['memory'])));
  const metadata = nodeAt(root, layoutOf(memory.format).metadata);
  if (metadata?.kind === 'object') {
    for (const member of metadata.members) put(['metadata', member.key], member.value);
  }
  const covered = new Set([layoutOf(memory.format).memory[0], layoutOf(memory.format).metadata[0]]);
  for (const member of root.members) if (!covered.has(member.key)) put([member.key], member.value);
  return found;
}
