import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadMemory } from '../../../src/engine/model/reading';
import { fixture, memories, read } from './reading';

const texts = (found: readonly ReadMemory[]): string[] => found.map(({ memory }) => memory);
const source = (memory: ReadMemory | undefined, key: string): unknown => memory?.sources[0]?.[key];

describe('Markdown', () => {
  const text = [
    'Before.',
    '',
    '# Garden',
    '',
    '## Pond',
    'Herons.',
    '',
    '# Mole',
    '```',
    '# no heading',
    '```',
    '',
  ].join('\n');

  it('becomes a RawFileMemory for each section, with its headings and lines', async () => {
    const [portion] = await read('garden.md', text);
    expect(portion).toMatchObject({ kind: 'document', format: 'markdown' });
    expect(portion?.memories).toMatchObject([
      { memory: 'Before.', memoryType: 'RawFileMemory', tags: ['mode:fast', 'multimodal:file', 'chunk:1/3'] },
      { memory: '# Garden\n\n## Pond\nHerons.', title: 'Garden › Pond', session: 'Garden' },
      { memory: '# Mole\n```\n# no heading\n```', title: 'Mole' },
    ]);
    expect(portion?.memories.map((memory) => source(memory, 'lines'))).toEqual([
      [1, 1],
      [3, 6],
      [8, 11],
    ]);
  });

  it('joins chunks to their neighbours', async () => {
    const [portion] = await read('garden.md', text);
    expect(portion?.edges).toEqual([
      { source: 0, target: 1, type: 'FOLLOWING' },
      { source: 1, target: 0, type: 'PRECEDING' },
      { source: 1, target: 2, type: 'FOLLOWING' },
      { source: 2, target: 1, type: 'PRECEDING' },
    ]);
  });

  it('that is large is divided at the headings that are seen without parsing it', async () => {
    const section = '# One #\n\n~~~\n# code\n~~~\nwords\n\n## Two\nmore\n\n';
    const [portion] = await read('large.md', section.repeat(6000));
    expect(portion?.notes.map(({ args }) => args)).toEqual([['large.md']]);
    const [one, two, three] = portion?.memories ?? [];
    expect([one?.title, two?.title, three?.title]).toEqual(['One', 'One › Two', 'One']);
    expect(one?.memory).toBe('# One #\n\n~~~\n# code\n~~~\nwords');
  });

  it('keeps all of its text, and every line is where the memory says', async () => {
    const line = fc.constantFrom(
      '# One',
      '## Two',
      'words of a line',
      '',
      '- item',
      '```',
      '> quote',
      'x '.repeat(900),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), async (lines) => {
        fc.pre(lines.some((each) => each.trim() !== ''));
        const found = await memories('any.md', lines.join('\n'));
        const covered = new Set<number>();
        for (const memory of found) {
          const [first, last] = source(memory, 'lines') as [number, number];
          const whole = lines.slice(first - 1, last).join('\n');
          expect(whole).toContain(memory.memory);
          for (let at = first; at <= last; at++) covered.add(at);
        }
        lines.forEach((each, at) => expect(each.trim() === '' || covered.has(at + 1)).toBe(true));
      }),
      { numRuns: 60 },
    );
  });
});

describe('plain text', () => {
  it('is divided into chunks of 1,280 characters that repeat 200', async () => {
    const text = Array.from({ length: 200 }, (_, n) => `This is sentence number ${n}.`).join(' ');
    const found = await memories('long.txt', text);
    expect(found.length).toBeGreaterThan(4);
    for (const memory of found) expect(memory.memory.length).toBeLessThanOrEqual(1280);
    const [first = '', second = ''] = texts(found);
    expect(first).toContain(second.slice(0, 30));
  });

  it('of a selection has the lines of its file', async () => {
    const [memory] = await memories('notes.txt', 'one\ntwo', { firstLine: 41 });
    expect(source(memory, 'lines')).toEqual([41, 42]);
  });

  it.each([
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x68, 0x69])],
    ['UTF-16, little end first', new Uint8Array([0xff, 0xfe, 0x68, 0, 0x69, 0])],
    ['UTF-16, big end first', new Uint8Array([0xfe, 0xff, 0, 0x68, 0, 0x69])],
    ['UTF-16 without a mark', new Uint8Array([0x68, 0, 0x69, 0])],
  ])('is read with %s', async (_, bytes) => {
    expect(texts(await memories('hi.txt', bytes))).toEqual(['hi']);
  });

  it.each(['one\r\ntwo\r\n\r\nthree', 'one\rtwo\r\rthree'])('counts the lines of %j', async (text) => {
    const [memory] = await memories('lines.txt', text);
    expect(memory).toMatchObject({ memory: 'one\ntwo\n\nthree', sources: [{ lines: [1, 4] }] });
  });
});

describe('HTML', () => {
  const page = `<!doctype html><html><head><title>T</title><script>steal()</script><style>p{}</style></head>
<body><nav>Home About</nav><div class="cookie-banner cookies">Accept!</div>
<h1>The <em>mole</em></h1><p>Built in 1890 &amp; repaired<br>twice.</p>
<table><tr><th>Part</th><th>Age</th></tr><tr><td><p>Lamp</p></td><td>40</td></tr></table>
<h2>Birds</h2><ul><li>Herons</li><li>Gulls</li></ul><pre>a
  b</pre><img alt="A gull" src="x" onerror="steal()"><footer>Imprint</footer></body></html>`;

  it('becomes the text of its content', async () => {
    expect(texts(await memories('page.html', page))).toEqual([
      'The mole\n\nBuilt in 1890 & repaired\ntwice.\n\nPart | Age\nLamp | 40',
      'Birds\n\n- Herons\n- Gulls\n\na\n  b\n\n[image: A gull]',
    ]);
  });

  it('keeps the headings and the lines of the file', async () => {
    const found = await memories('page.html', page);
    expect(found.map(({ title }) => title)).toEqual(['The mole', 'The mole › Birds']);
    expect(found.map((memory) => source(memory, 'lines'))).toEqual([
      [3, 4],
      [5, 6],
    ]);
  });

  it('is known by its content too', async () => {
    expect((await read('download', page))[0]?.format).toBe('html');
  });
});

describe('PDF', () => {
  it('becomes text with page numbers, words divided at line ends whole again', async () => {
    const [portion] = await read('garden.pdf', fixture('garden.pdf'));
    expect(portion).toMatchObject({ kind: 'document', format: 'pdf', notes: [] });
    const [memory] = portion?.memories ?? [];
    expect(memory?.memory).toContain(
      'Nadia Okafor looks after the greenhouse and its irrigation, which runs',
    );
    expect(memory).toMatchObject({
      when: '2021-05-04',
      sources: [{ page: 1, last_page: 2, doc_path: 'garden.pdf' }],
    });
  });

  it('is known by its content, whatever its name', async () => {
    expect((await read('garden.txt', fixture('garden.pdf')))[0]?.format).toBe('pdf');
  });

  it('tells of pages without text', async () => {
    const [portion] = await read('blank-page.pdf', fixture('blank-page.pdf'));
    expect(portion?.notes).toMatchObject([{ args: ['1', '3'] }]);
  });
});

describe('DOCX', () => {
  it('becomes text with headings, lists and tables', async () => {
    const [portion] = await read('lighthouse.docx', fixture('lighthouse.docx'));
    expect(portion?.format).toBe('docx');
    expect(portion?.memories.map(({ title, memory }) => [title, memory])).toEqual([
      ['Lighthouse manual', 'Lighthouse manual\n\nThe lamp is lit at dusk by Tomas Lind.'],
      [
        'Lighthouse manual › Cleaning',
        'Cleaning\n\n- Wipe the lens every Friday.\n- Use no soap.\n\nPart | Age\nLens | 40 years',
      ],
      ['Lighthouse manual › 旧灯塔', '旧灯塔\n\n灯塔建于1911年，由陈师傅看守。'],
    ]);
  });
});
