import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { chmod, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFileInPortions } from '../../../../src/engine/cube/files/readFileInPortions';
import { writeAtomically } from '../../../../src/engine/cube/files/writeAtomically';

const emptyFolder = () => mkdtemp(join(tmpdir(), 'write-'));

describe('replacing a file', () => {
  it('writes pieces of any size, tells their hash, and keeps the mode', async () => {
    const file = join(await emptyFolder(), 'x.json');
    await writeFile(file, 'old');
    await chmod(file, 0o640);
    const large = Buffer.alloc(20 << 20, 'é');
    const pieces = ['a', large, 'b', new Uint8Array([99]), ''];
    const whole = Buffer.concat(pieces.map((p) => Buffer.from(p as string)));
    const reports: number[] = [];
    const written = await writeAtomically(file, pieces, { onProgress: (bytes) => reports.push(bytes) });
    expect(readFileSync(file).equals(whole)).toBe(true);
    expect(written).toMatchObject({
      size: whole.length,
      sha256: createHash('sha256').update(whole).digest('hex'),
    });
    expect(reports.at(-1)).toBe(whole.length);
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it('follows a link instead of replacing it', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'real'), 'old');
    await symlink('real', join(folder, 'link'));
    await writeAtomically(join(folder, 'link'), ['new']);
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
  });

  it.each([
    ['its content cannot be made', {}],
    ['it is called off', { signal: AbortSignal.abort() }],
    ['the last word before the exchange is no', { beforeRename: () => Promise.reject(new Error('no')) }],
  ])('leaves the old file and no other when %s', async (why, options) => {
    const folder = await emptyFolder();
    const file = join(folder, 'x.json');
    await writeFile(file, 'old');
    function* pieces() {
      yield 'new';
      if (why.startsWith('its')) throw new Error('broken');
    }
    await expect(writeAtomically(file, pieces(), options)).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['x.json']);
  });
});

describe('reading a file in portions', () => {
  it('reports progress of large files and hears a cancellation', async () => {
    const file = join(await emptyFolder(), 'x');
    await writeFile(file, Buffer.alloc(25 << 20, 'abc'));
    const shares: number[] = [];
    const bytes = await readFileInPortions(file, { onProgress: (share) => shares.push(share) });
    expect(bytes.equals(readFileSync(file))).toBe(true);
    expect(shares).toHaveLength(4);
    expect(shares.at(-1)).toBe(1);
    const abort = new AbortController();
    const cut = readFileInPortions(file, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('names a file that is not there', async () => {
    await expect(readFileInPortions('/nowhere/x')).rejects.toMatchObject({
      code: 'not-found',
      place: { file: '/nowhere/x' },
    });
  });
});
