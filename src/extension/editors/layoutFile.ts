import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../engine/base/context';
import { formatPositions, parsePositions } from '../../engine/cube/graph/positions';
import type { Positions } from '../../engine/model/graph';
import type { CubeData } from '../cubes/cubeData';

/** Where the graph's nodes stand, kept in `.memcube/layout.json`; losing it costs an arrangement, no data. */
export class LayoutFile {
  private loaded: Promise<Positions> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly cube: CubeData,
    private readonly log: Logger,
  ) {}

  private get path(): string {
    return join(this.cube.sidecar, 'layout.json');
  }

  positions(): Promise<Positions> {
    this.loaded ??= readFile(this.path, 'utf8').then(parsePositions, () => ({}));
    return this.loaded;
  }

  /** Adds places to those kept; written one after the other, each file whole. */
  async merge(positions: Positions): Promise<void> {
    const merged = { ...(await this.positions()), ...positions };
    this.loaded = Promise.resolve(merged);
    if (this.cube.readOnly) return;
    this.writing = this.writing.then(async () => {
      try {
        await mkdir(join(this.path, '..'), { recursive: true });
        await writeFile(`${this.path}.tmp`, formatPositions(merged));
        await rename(`${this.path}.tmp`, this.path);
      } catch (error) {
        this.log.error(error, 'keeping the arrangement of the graph');
      }
    });
    await this.writing;
  }
}
