import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { thisOwner } from '../../../src/engine/cube/journal/owner';
import {
  AURORA,
  MEM_CUBE_2,
  cliFile,
  copyOf,
  cubeOf,
  json,
  memory,
  openmem,
  run,
  useOpenmem,
} from './openmem';

useOpenmem();

const SEEDS = '2e5f7f22-e941-4594-9db6-43560d0712d1';
/** The demo's text, read once: nobody else's edit to it may disturb the tests. */
const ORIGINAL = readFileSync(join(AURORA, 'textual_memory.json'), 'utf8');
/** Line of the file in which the memory begins. */
const LINE = ORIGINAL.slice(0, ORIGINAL.indexOf(`"id": "${SEEDS}"`)).split('\n').length - 1;
const aurora = (): string =>
  cubeOf({ 'config.json': readFileSync(join(AURORA, 'config.json')), 'textual_memory.json': ORIGINAL });
const textOf = (cube: string): string => readFileSync(join(cube, 'textual_memory.json'), 'utf8');
const leftovers = (cube: string): string[] => [
  ...readdirSync(cube).filter((name) => name.endsWith('.memcube-tmp')),
  ...(existsSync(join(cube, '.memcube/drafts')) ? readdirSync(join(cube, '.memcube/drafts')) : []),
];

describe('openmem edit', () => {
  it('changes only the lines of the field, saves, and prints the difference', async () => {
    const cube = aurora();
    const { code, stdout, stderr } = await openmem(['edit', cube, '2e5f', '--set', 'status=archived']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`textual_memory.json:${LINE}  ${SEEDS}\n`);
    expect(stdout).toContain('\n-         "status": "activated"\n+         "status": "archived"\n');
    const [before, after] = [ORIGINAL.split('\n'), textOf(cube).split('\n')];
    expect(after).toHaveLength(before.length);
    const changed = after.flatMap((line, at) => (line === before[at] ? [] : [line.trim()]));
    expect(changed).toEqual(['"status": "archived"']);
    expect(leftovers(cube)).toEqual([]);
  });

  it('records who and why', async () => {
    const cube = aurora();
    await openmem(['edit', cube, SEEDS, '--set', 'memory=问过了。', '--reason', 'asked her']);
    await openmem(['edit', cube, SEEDS, '--set', 'tags=种子']);
    expect(await json('history', cube, SEEDS)).toMatchObject({
      key: SEEDS,
      journal: { sound: true, brokenLine: null },
      entries: [
        { actor: 'cli', reason: 'Set tags of “问陈悦要种子”', what: ['metadata.tags'] },
        { actor: 'cli', reason: 'asked her', what: ['memory'] },
      ],
    });
  });

  it('sets and takes away several fields as one change', async () => {
    const cube = copyOf(MEM_CUBE_2);
    const key = (await openmem(['tree', '-q', cube])).stdout.split('\n')[0]!;
    const sets = ['memory=茶', 'metadata.confidence=90.0', 'metadata.info.a=[1, 2]', 'metadata.info.b=true'];
    const { code } = await openmem([
      'edit',
      cube,
      key,
      ...sets.flatMap((set) => ['--set', set]),
      '--unset',
      'metadata.source',
    ]);
    expect(code).toBe(0);
    const [record] = JSON.parse(textOf(cube)) as {
      id: string;
      payload: { memory: string; metadata: object };
    }[];
    expect(record).toMatchObject({
      id: key,
      payload: { memory: '茶', metadata: { confidence: 90, info: { a: [1, 2], b: true } } },
    });
    expect(record!.payload.metadata).not.toHaveProperty('source');
    expect(textOf(cube)).toContain('"confidence": 90.0');
    expect(await json('history', cube)).toMatchObject({ entries: [{ actor: 'cli', what: [key] }] });
  });

  it('as JSON', async () => {
    const cube = aurora();
    expect(await json('edit', cube, SEEDS, '--set', 'status=resolving', '--reason', 'why')).toEqual({
      cube: { name: 'linmei/aurora-home', path: cube },
      file: join(cube, 'textual_memory.json'),
      line: LINE,
      key: SEEDS,
      changed: true,
      saved: true,
      reason: 'why',
      fields: [{ field: 'metadata.status', before: 'activated', after: 'resolving' }],
      diff: ['-        "status": "activated"', '+        "status": "resolving"'],
    });
  });

  it('writes nothing where nothing changes, and with --dry-run', async () => {
    const cube = aurora();
    const same = await openmem(['edit', cube, SEEDS, '--set', 'status=activated']);
    expect(same).toMatchObject({
      code: 0,
      stdout: 'Nothing to change: the fields have these values already.\n',
    });
    const dry = await openmem(['edit', cube, SEEDS, '--set', 'status=deleted', '--dry-run']);
    expect(dry.stdout).toContain('+         "status": "deleted"\n');
    expect(textOf(cube)).toBe(ORIGINAL);
    expect(existsSync(join(cube, '.memcube'))).toBe(false);
  });

  it.each([
    [[], /Nothing to change/],
    [['--set', 'status'], /no field=value/],
    [['--set', 'colour=red'], /no field "colour"/],
    [['--set', 'status=gone'], /no status/],
    [['--set', 'tags=a', '--set', 'metadata.tags=b'], /touch the same field/],
    [['--set', 'metadata.info={}', '--set', 'metadata.info.x=1'], /touch the same field/],
    [['--set', 'metadata.embedding=text'], /list of numbers/],
    [['--unset', 'memory'], /must be a JSON string/],
  ])('refuses %j as wrong usage and writes nothing', async (options, message) => {
    const cube = aurora();
    const { code, stdout, stderr } = await openmem(['edit', cube, SEEDS, ...options]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(textOf(cube)).toBe(ORIGINAL);
  });

  it('writes names like __proto__ as any other', async () => {
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa', 'x')] });
    const { code } = await openmem(['edit', cube, 'aaaa', '--set', 'metadata.__proto__.polluted=true']);
    expect(code).toBe(0);
    expect(textOf(cube)).toMatch(/"__proto__": \{\s+"polluted": true\s+\}/);
  });

  it('leaves what another program has not saved to that program', async () => {
    const cube = aurora();
    const drafts = join(cube, '.memcube/drafts');
    mkdirSync(drafts, { recursive: true });
    const header = {
      draft: 1,
      session: 's',
      owner: { pid: 1, host: 'elsewhere' },
      file: 'textual_memory.json',
      base: '',
      at: '',
    };
    writeFileSync(join(drafts, 's.jsonl'), `${JSON.stringify(header)}\n`);
    expect(await openmem(['edit', cube, SEEDS, '--set', 'tags=x'])).toMatchObject({ code: 0 });
    expect(readdirSync(drafts)).toEqual(['s.jsonl']);
  });
});

/** Starts an edit while the test holds the cube's lock; resolves when the edit waits for it. */
function editBehindLock(cube: string): {
  done: ReturnType<typeof openmem>;
  waiting: Promise<void>;
  kill: (signal: NodeJS.Signals) => void;
  free: () => void;
} {
  const lock = join(cube, '.memcube/lock');
  mkdirSync(join(cube, '.memcube'), { recursive: true });
  writeFileSync(lock, JSON.stringify(thisOwner()));
  let kill: (signal: NodeJS.Signals) => void = () => {};
  const done = openmem(['edit', cube, SEEDS, '--set', 'status=archived'], { onStart: (k) => (kill = k) });
  return { done, waiting: draftWritten(cube), kill: (signal) => kill(signal), free: () => rmSync(lock) };
}

async function draftWritten(cube: string): Promise<void> {
  const folder = join(cube, '.memcube/drafts');
  for (;;) {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
    if (names.some((name) => readFileSync(join(folder, name), 'utf8').split('\n').length > 2)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('an edit that cannot be saved', () => {
  it('is a conflict where somebody else changed the same field: 6', async () => {
    const cube = aurora();
    const { done, waiting, free } = editBehindLock(cube);
    await waiting;
    const theirs = textOf(cube).replace(/("id": "2e5f7f22[\s\S]*?"status": )"activated"/, '$1"deleted"');
    writeFileSync(join(cube, 'textual_memory.json'), theirs);
    free();
    expect(await done).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringContaining('metadata.status') as string,
    });
    expect(textOf(cube)).toBe(theirs);
    expect(leftovers(cube)).toEqual([]);
  });

  it('is merged where somebody else changed something else', async () => {
    const cube = aurora();
    const { done, waiting, free } = editBehindLock(cube);
    await waiting;
    writeFileSync(
      join(cube, 'textual_memory.json'),
      textOf(cube).replace('"key": "问陈悦要种子"', '"key": "Seeds"'),
    );
    free();
    expect(await done).toMatchObject({ code: 0 });
    expect(textOf(cube)).toMatch(/"key": "Seeds",\n +"status": "archived"/);
  });

  it('ends cleanly when it is interrupted: 130', async () => {
    const cube = aurora();
    const { done, waiting, kill, free } = editBehindLock(cube);
    await waiting;
    kill('SIGINT');
    expect(await done).toEqual({
      code: 130,
      stdout: '',
      stderr: 'openmem: interrupted; nothing was written.\n',
    });
    free();
    expect(textOf(cube)).toBe(ORIGINAL);
    expect(leftovers(cube)).toEqual([]);
  });

  it('gives up behind a lock that stays: 5', { timeout: 90_000 }, async () => {
    const cube = aurora();
    const { done, free } = editBehindLock(cube);
    expect(await done).toMatchObject({ code: 5, stdout: '' });
    free();
    expect(textOf(cube)).toBe(ORIGINAL);
    expect(leftovers(cube)).toEqual([]);
  });

  it('leaves the old file whole on a full disk: 5', async () => {
    const cube = aurora();
    const script = 'ulimit -f 64; exec "$0" "$@"';
    const args = ['edit', cube, SEEDS, '--set', 'status=archived'];
    const { code, stdout, stderr } = await run('bash', ['-c', script, process.execPath, cliFile(), ...args]);
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toMatch(/nothing was changed/);
    expect(textOf(cube)).toBe(ORIGINAL);
    expect(leftovers(cube)).toEqual([]);
  });

  const nobody = 65534;
  const canBeNobody =
    process.getuid?.() !== 0 ||
    spawnSync(process.execPath, ['-e', '0'], { uid: nobody, gid: nobody }).status === 0;
  it.runIf(canBeNobody)('is refused in a folder that is read-only: 5', async () => {
    const cube = aurora();
    chmodSync(join(cube, 'textual_memory.json'), 0o444);
    chmodSync(cube, 0o555);
    const as = process.getuid?.() === 0 ? { uid: nobody } : {};
    const { code, stdout, stderr } = await openmem(['edit', cube, SEEDS, '--set', 'status=archived'], as);
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toMatch(/reading only/);
    expect((await openmem(['show', cube, SEEDS], as)).code).toBe(0);
    chmodSync(cube, 0o755);
  });

  it.runIf(canBeNobody)('and reading are refused alike where the file may not be read: 4', async () => {
    const cube = aurora();
    chmodSync(join(cube, 'textual_memory.json'), 0o000);
    const as = process.getuid?.() === 0 ? { uid: nobody } : {};
    for (const command of [
      ['show', cube, SEEDS],
      ['edit', cube, SEEDS, '--set', 'status=archived'],
    ]) {
      const { code, stderr } = await openmem(command, as);
      expect([code, stderr]).toEqual([4, expect.stringContaining('no permission to read') as string]);
    }
  });
});

describe('openmem history', () => {
  it('lists changes newest first, for the cube and for a memory', async () => {
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa-1', 'One'), memory('bbbb-2', 'Two')] });
    expect(await openmem(['history', cube])).toMatchObject({
      code: 0,
      stdout: 'No changes are recorded: the history begins with the first edit made here.\n',
    });
    await openmem(['edit', cube, 'aaaa', '--set', 'memory=Uno', '--reason', 'first']);
    await openmem(['edit', cube, 'bbbb', '--set', 'memory=Due', '--reason', 'second']);
    const lines = (await openmem(['history', cube])).stdout.split('\n');
    expect(lines[0]).toMatch(/^NO +TIME +BY +MEMORIES +REASON$/);
    expect(lines[1]).toMatch(/cli +bbbb-2 +second$/);
    expect(lines[2]).toMatch(/cli +aaaa-1 +first$/);
    expect((await openmem(['history', cube, '--limit', '1'])).stdout).toMatch(/1 change\n$/);
    expect((await openmem(['history', cube, 'aaaa'])).stdout).toMatch(/cli +memory +first\n1 change\n$/);
    expect((await openmem(['history', '-q', cube])).stdout).toMatch(/^([0-9a-f-]{36}\n){2}$/);
  });

  it('tells of a change made outside, and of a memory that is gone', async () => {
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa-1', 'One'), memory('bbbb-2', 'Two')] });
    await openmem(['edit', cube, 'aaaa', '--set', 'memory=Uno', '--reason', 'first']);
    writeFileSync(join(cube, 'textual_memory.json'), JSON.stringify([memory('bbbb-2', 'Two')], null, 4));
    await openmem(['edit', cube, 'bbbb', '--set', 'memory=Due', '--reason', 'second']);
    const { entries } = (await json('history', cube)) as { entries: { actor: string; reason: string }[] };
    expect(entries.map(({ actor }) => actor)).toEqual(['cli', 'external', 'cli']);
    expect(await json('history', cube, 'aaaa')).toMatchObject({ key: 'aaaa-1' });
    expect(await openmem(['history', cube, 'cccc'])).toMatchObject({ code: 3, stdout: '' });
  });

  it('says when the journal was altered', async () => {
    const cube = cubeOf({ 'textual_memory.json': [memory('aaaa-1', 'One')] });
    await openmem(['edit', cube, 'aaaa', '--set', 'memory=Uno', '--reason', 'first']);
    const journal = join(cube, '.memcube/journal.jsonl');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('first', 'other'));
    const { stderr } = await openmem(['history', cube]);
    expect(stderr).toMatch(/journal was altered: line 2/);
    expect(await json('history', cube)).toMatchObject({ journal: { sound: false, brokenLine: 2 } });
    appendFileSync(journal, '{"cut');
    expect((await openmem(['history', cube])).code).toBe(0);
  });
});
