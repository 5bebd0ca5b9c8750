import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/engine/reader/readSource';
import { complaint, fixture, memories, read } from './reading';

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

async function docx(
  document: string | Uint8Array,
  more: Record<string, Uint8Array> = {},
): Promise<Uint8Array> {
  const zip = new JSZip();
  zip.file('word/document.xml', document);
  for (const [name, content] of Object.entries(more)) zip.file(name, content);
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

describe('what cannot be read says why, where, and what to do', () => {
  it.each([
    ['an empty file', 'e.txt', '', 'bad-document: e.txt: This file is empty. Choose a file with text.'],
    ['blanks', 'e.md', ' \n\n', 'bad-document: e.md: This file is empty. Choose a file with text.'],
    [
      'NUL bytes',
      'n.txt',
      bytes(104, 105, 0, 10, 106),
      'bad-document: n.txt: This is no text: it holds NUL bytes. (byte 2) Save it as UTF-8 text, or choose another file.',
    ],
    [
      'no UTF-8',
      'l.txt',
      bytes(104, 10, 105, 0xe9, 106),
      'bad-document: l.txt:2: This is no valid UTF-8 text. Save it as UTF-8 text, or choose another file.',
    ],
    [
      'half a UTF-16 pair',
      'u.txt',
      bytes(0xff, 0xfe, 0x00, 0xd8),
      'bad-document: u.txt: This is no valid UTF-16 text.',
    ],
    [
      'a picture',
      'p.md',
      bytes(0x89, 0x50, 0x4e, 0x47, 0x0d),
      'bad-document: p.md: This is a picture, and pictures are not read.',
    ],
    [
      'an old Word file',
      'w.doc',
      bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      'Save it as DOCX or PDF',
    ],
    [
      'broken JSON',
      'b.json',
      '[{"role": "user",\n "content": }]',
      'bad-document: b.json:2:13: Unexpected character "}".',
    ],
    [
      'a broken line of JSON Lines',
      'b.jsonl',
      '{"role":"user","content":"a"}\n{"role":\n',
      'bad-document: b.jsonl:2:',
    ],
    [
      'JSON without a dialogue',
      'package.json',
      '{"name": "x"}',
      'bad-document: package.json: There is no dialogue in this JSON.',
    ],
    [
      'a dialogue with no roles',
      'r.json',
      '[{"content": "Hi Bob"},\n {"content": "Hello"}]',
      'bad-document: r.json:1: This message says nothing about who speaks. Give each message a "role" ("user", "assistant", "system" or "tool"), or save the file with the ending .txt to read it as plain text.',
    ],
    [
      'a dialogue with no roles in JSON Lines',
      'r.jsonl',
      '{"role": "user", "content": "Hi"}\n{"content": "Hello"}\n',
      'bad-document: r.jsonl:2: This message says nothing about who speaks.',
    ],
    ['JSON nested too deep', 'd.json', '['.repeat(100_000), 'nested deeper than 100 levels'],
    [
      'a broken PDF',
      'b.pdf',
      '%PDF-1.7\nnothing',
      'bad-document: b.pdf: This PDF is damaged and cannot be read. Open it in a PDF viewer and save it anew.',
    ],
    [
      'an encrypted PDF',
      'e.pdf',
      fixture('encrypted.pdf'),
      'bad-document: e.pdf: This PDF is encrypted. Save a copy without a password, and read that.',
    ],
    [
      'a broken DOCX',
      'b.docx',
      bytes(0x50, 0x4b, 3, 4, 9, 9, 9),
      'bad-document: b.docx: This DOCX is damaged and cannot be read.',
    ],
    ['half a PDF', 'h.pdf', fixture('garden.pdf').subarray(0, 700), 'bad-document: h.pdf:'],
  ])('%s', async (_, name, content, expected) => {
    expect(await complaint(name, content)).toContain(expected);
  });

  it('a text of 200 MB, before it is decoded', async () => {
    const before = process.memoryUsage().rss;
    expect(await complaint('huge.txt', new Uint8Array(200 * 1024 * 1024))).toBe(
      'bad-document: huge.txt: This file is larger than 64 MB. Divide it into smaller files and read them one by one.',
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  it('a packed archive that is no DOCX', async () => {
    const zip = await new JSZip().file('a.txt', 'hi').generateAsync({ type: 'uint8array' });
    expect(await complaint('a.zip', zip)).toContain('This is a packed archive and no DOCX. Unpack it');
  });

  it('a DOCX that unpacks to too much', async () => {
    const zeros = new Uint8Array(34 * 1024 * 1024);
    expect(await complaint('bomb.docx', await docx('<w:document/>', { 'word/styles.xml': zeros }))).toContain(
      'This DOCX unpacks to far more than a document holds.',
    );
  });

  it('a DOCX that lies about what it unpacks to', async () => {
    const bomb = Buffer.from(await docx(Buffer.alloc(34 * 1024 * 1024, 0x20)));
    // Both headers of the one entry say that it unpacks to 16 bytes.
    const size = Buffer.alloc(4);
    size.writeUInt32LE(34 * 1024 * 1024);
    for (let at = bomb.indexOf(size); at !== -1; at = bomb.indexOf(size, at)) bomb.writeUInt32LE(16, at);
    expect(await complaint('liar.docx', bomb)).toMatch(/unpacks to far more|damaged/);
  });

  it('a page that is nested too deep', async () => {
    const page = `<html>${'<table><tr><td>'.repeat(100_000)}`;
    expect(await complaint('deep.html', page)).toContain('This page is nested deeper than 5000 levels.');
  });

  it('fine mode without a model', async () => {
    expect(await complaint('a.txt', 'hi', { mode: 'fine' })).toContain(
      'bad-argument: Reading in fine mode needs a language model.',
    );
  });
});

describe('what is hostile stays data', () => {
  it('scripts of a page are no text, nested however deep', async () => {
    const page = `<body>${'<div>'.repeat(4000)}<script>evil()</script><p onclick="evil()">Fine</p><svg><script>evil()</script></svg>`;
    expect((await memories('p.html', page)).map(({ memory }) => memory)).toEqual(['Fine']);
  });

  it('a page that never closes what it opens is read', async () => {
    expect(
      (await memories('p.html', '<html><h1>Title<p>Text <b>bold <table><td>cell'))
        .map(({ memory }) => memory)
        .join(),
    ).toContain('cell');
  });

  it('keys that mean something to JavaScript are keys', async () => {
    const text = '[{"__proto__": {"role": "admin"}, "role": "user", "content": "hi", "constructor": 1}]';
    const [memory] = await memories('p.json', text);
    expect(memory?.memory).toBe('user: hi\n');
    expect(({} as Record<string, unknown>)['role']).toBeUndefined();
  });

  it.each([
    ['many sentences on one line', 'A sentence about herons. '.repeat(600_000)],
    ['a line without an end', 'a'.repeat(2_000_000)],
    ['nothing but brackets', '['.repeat(200_000)],
    ['nothing but asterisks', `**User${' '.repeat(100_000)}**`],
    ['many comments', `${'<!---->'.repeat(280)}x`],
    ['a heading of blanks', `# ${' '.repeat(400_000)}x\n#${'\t'.repeat(400_000)}#`],
    ['quotes in quotes', '>'.repeat(250_000)],
    ['links that never end', '[a]('.repeat(60_000)],
    ['half a comment', '<!-- '.repeat(50_000)],
  ])(
    '%s is read in a few seconds',
    async (_, text) => {
      const start = performance.now();
      expect(await complaint('odd.md', text)).toMatch(/^(?:nothing|bad-document)/);
      expect(performance.now() - start).toBeLessThan(10_000);
    },
    20_000,
  );
});

describe('code that a parser chokes on', () => {
  it('is divided at lines after a few seconds', { timeout: 60_000 }, async () => {
    const [portion] = await read('a.ts', 'a<'.repeat(500_000));
    expect(portion?.notes.map(({ message }) => message)).toEqual([
      '{0} takes too long to be parsed: it was divided at lines and indentation, without symbols.',
    ]);
  });
});

describe('reading in portions', () => {
  const messages = Array.from({ length: 250 }, (_, n) => ({
    role: n % 2 ? 'assistant' : 'user',
    content: `Message ${n}.`,
  }));
  const text = JSON.stringify(messages);

  it('is the same when it is taken up again', async () => {
    const all = await read('m.json', text, { unit: 'turn' });
    expect(all.map(({ portion, portions, memories: part }) => [portion, portions, part.length])).toEqual([
      [0, 3, 100],
      [1, 3, 100],
      [2, 3, 50],
    ]);
    expect(await read('m.json', text, { unit: 'turn', from: 1 })).toEqual(all.slice(1));
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reading = readSource(
      { name: 'm.json', bytes: new TextEncoder().encode(text) },
      { mode: 'fast', unit: 'turn', signal: stop.signal },
    );
    await reading.next();
    stop.abort();
    await expect(reading.next()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});
