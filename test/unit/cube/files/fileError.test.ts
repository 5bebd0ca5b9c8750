import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../../src/engine/base/errors';
import { fileError, onFile, onReading } from '../../../../src/engine/cube/files/fileError';

const failure = (code: string): Error => Object.assign(new Error(`${code}: …`), { code, syscall: 'open' });
const failing = (code: string) => () => Promise.reject(failure(code));

describe('a denied permission', () => {
  it.each(['EACCES', 'EPERM'])('to read is not worded as one to write: %s', async (code) => {
    await expect(onReading('/f', failing(code))).rejects.toMatchObject({
      code: 'io',
      message: expect.stringMatching(/read/i) as string,
      remedy: 'Change the permissions.',
      place: { file: '/f' },
    });
  });

  it.each(['EACCES', 'EPERM'])('to write tells that a copy can be saved: %s', async (code) => {
    await expect(onFile('/f', failing(code))).rejects.toMatchObject({
      code: 'read-only',
      message: expect.stringMatching(/writ/i) as string,
      remedy: expect.stringMatching(/copy/) as string,
    });
  });
});

describe('other failures', () => {
  it.each(['read', 'write'] as const)('are the same for whoever wants to %s', (use) => {
    expect(fileError(failure('ENOENT'), '/f', use)).toMatchObject({ code: 'not-found' });
    expect(fileError(failure('EIO'), '/f', use)).toMatchObject({
      code: 'io',
      message: 'The file system reports EIO.',
    });
  });

  it('that are worded already, or none of the file system, stay what they are', () => {
    for (const error of [new StudioError('locked', 'x'), new Error('x'), failure('ABORT_ERR')]) {
      expect(fileError(error, '/f', 'read')).toBe(error);
    }
  });
});
