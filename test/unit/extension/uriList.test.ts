import { expect, test } from 'vitest';
import { uriList } from '../../../src/extension/ingest/uriList';

test('a list of addresses is one a line, without comments and empty lines', () => {
  expect(uriList('# from the Explorer\r\nfile:///a/b%20c.pdf\r\n\r\nfile:///d.md\n')).toEqual([
    'file:///a/b%20c.pdf',
    'file:///d.md',
  ]);
  expect(uriList('')).toEqual([]);
});
