import { resolve } from 'node:path';
import { EXPORT_BACKEND, exportItems } from '../../engine/activation/memos/exportItems';
import { StudioError } from '../../engine/base/errors';
import { writeAtomically } from '../../engine/cube/files/writeAtomically';
import type { CliContext } from '../context';
import { withCube } from '../cube/openCube';
import { shownPath } from '../cube/paths';
import { openKvStore } from '../kv/openManager';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

/**
 * `openmem kv export <cube> --out FILE`: the texts of all items as an `activation_memory.pickle`, which MemOS loads and
 * vLLM computes again. Tensors are not written: they would be of another model.
 */
export function kvExport(context: CliContext, path: string, out: string): Promise<Result> {
  return withCube(context, path, async (session) => {
    const store = await openKvStore(session.cube.folder);
    const items = (await store.list()).flatMap((kept) => ('item' in kept ? [kept.item] : []));
    if (items.length === 0) {
      throw new StudioError('not-found', 'This cube has no KV items.', {
        remedy: '`openmem kv build` makes one.',
      });
    }
    const file = resolve(context.cwd, out);
    await writeAtomically(file, [exportItems(items)], { signal: context.signal });
    return {
      json: { file, items: items.map(({ id }) => id), backend: EXPORT_BACKEND },
      lines: () => [
        `Wrote the texts of ${counted(items.length, 'item')} to ${plainLine(shownPath(context.cwd, file))}.`,
        `MemOS reads it with act_mem of the backend ${EXPORT_BACKEND}.`,
      ],
    };
  });
}
