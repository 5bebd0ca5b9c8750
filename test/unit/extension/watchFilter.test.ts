import { describe, expect, it } from 'vitest';
import { watchFilter } from '../../../src/extension/ingest/watchFilter';

const read = (paths: readonly string[], wanted: (path: string) => boolean): string[] => paths.filter(wanted);

describe('the files of a watched folder', () => {
  it('are texts, dialogues and documents, not what tools write, pictures, archives or secrets', () => {
    const paths = [
      ...['notes/today.md', 'talk.json', 'paper.pdf', 'letter.docx', 'src/boat.ts', 'page.html'],
      ...['.git/HEAD', 'a/node_modules/x/readme.md', 'cube/.memcube/journal.jsonl', 'dist/out.txt'],
      ...['photo.PNG', 'song.mp3', 'all.zip', 'tool.exe', 'model.gguf', '.env', '.env.local', 'id.pem'],
    ];
    expect(read(paths, watchFilter([], []))).toEqual(paths.slice(0, 6));
  });

  it('leave out what .gitignore says, where the deeper one counts', () => {
    const wanted = watchFilter(
      [
        { folder: 'notes', text: '!kept.md\n/drafts/\n' },
        { folder: '', text: '*.md\nprivate/\n' },
      ],
      [],
    );
    const paths = [
      'a.md',
      'notes/b.md',
      'notes/kept.md',
      'notes/drafts/c.txt',
      'drafts/d.txt',
      'private/e.txt',
    ];
    expect(read(paths, wanted)).toEqual(['notes/kept.md', 'drafts/d.txt']);
  });

  it('leave out what the person names', () => {
    expect(read(['a.txt', 'b.txt', 'old/c.txt'], watchFilter([], ['b.*', 'old/']))).toEqual(['a.txt']);
  });

  it('lie in the workspace', () => {
    expect(read(['', '../a.txt', '/etc/passwd'], watchFilter([], []))).toEqual([]);
  });
});
