import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliContext } from '../context';
import { withCube } from '../cube/openCube';
import { shownPath } from '../cube/paths';
import { bytesText, counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

/**
 * `openmem save <cube> --out <dir>`: loads a cube and dumps it to a new or empty folder, as MemOS does; an
 * unedited text memory comes out byte by byte as it was.
 */
export async function save(context: CliContext, path: string, out: string): Promise<Result> {
  return withCube(context, path, async (session) => {
    const folder = resolve(context.cwd, out);
    const written = await session.saveAs(folder, { signal: context.signal });
    const files = await Promise.all(written.map(async (file) => ({ file, bytes: (await stat(file)).size })));
    const { memory, cube } = session;
    return {
      json: {
        cube: { name: cube.name, path: cube.folder },
        out: folder,
        files,
        memories: memory.size,
        sha256: memory.sha256(),
      },
      lines: () => [
        ...files.map(({ file, bytes }) => `${plainLine(shownPath(context.cwd, file))}  ${bytesText(bytes)}`),
        `Saved ${counted(memory.size, 'memory', 'memories')}.`,
      ],
    };
  });
}
