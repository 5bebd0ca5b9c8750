import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BatchStore } from '../../../src/engine/ingest/batches/batchStore';
import { ingest } from '../../../src/engine/ingest/ingest';
import { emptyFolder, testContext } from '../cube/session/testCube';
import { dialogue, openForIngest, sourceOf } from './ingestCube';

describe('a hostile cube cannot choose what reading writes to', () => {
  it.each(['.memcube', '.memcube/ingest'])('where %s is a link', async (name) => {
    const { target } = await openForIngest();
    const [cube, elsewhere] = [await emptyFolder(), await emptyFolder()];
    await mkdir(join(cube, name, '..'), { recursive: true });
    await symlink(elsewhere, join(cube, name));
    const reading = ingest(
      testContext(),
      target,
      BatchStore.of(cube),
      sourceOf(dialogue('The boat is blue.')),
    );
    await expect(reading).rejects.toMatchObject({ code: 'path-escape', place: { file: join(cube, name) } });
    expect(await readdir(elsewhere)).toEqual([]);
  });
});

describe('a batch that somebody works on', () => {
  it('is known to be held, and free again afterwards', async () => {
    const batches = BatchStore.of(await emptyFolder());
    const id = '0123456789abcdef';
    expect(await batches.isHeld(id)).toBe(false);
    await batches.exclusively(id, async () => expect(await batches.isHeld(id)).toBe(true));
    expect(await batches.isHeld(id)).toBe(false);
  });
});
