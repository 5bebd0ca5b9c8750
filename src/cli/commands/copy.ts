import { lstat, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { StudioError } from '../../engine/base/errors';
import type { LossReport } from '../../engine/model/store';
import { analyser } from '../../engine/retrieval/facts';
import { openSqlite } from '../../engine/store/sqlite/sqliteStore';
import { copyCube, storeEnd, type CopyOptions, type CopySource } from '../../engine/transfer/copyCube';
import { folderTarget, textSource } from '../../engine/transfer/folderEnd';
import type { CliContext } from '../context';
import { openToRead } from '../cube/openCube';
import { shownPath } from '../cube/paths';
import { EXIT } from '../exitCodes';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

const SHOWN = 20;

/**
 * `openmem copy <from> <to>`: copies a cube between folders and `.sqlite` files, and tells what the copy lost,
 * found by reading it back. The target must be new; a failed copy leaves nothing there.
 */
export async function copy(context: CliContext, from: string, to: string): Promise<Result> {
  const source = await openSource(context, from);
  try {
    const target = resolve(context.cwd, to);
    const report = await copyTo(target, source.parts, { signal: context.signal, onProgress: progress() });
    return resultOf(context, report, source.name, target);
  } finally {
    await source.close();
  }
}

const isStore = (path: string): boolean => path.endsWith('.sqlite');

async function openSource(
  context: CliContext,
  path: string,
): Promise<{ parts: CopySource; name: string; close: () => Promise<void> }> {
  if (isStore(path)) {
    const store = await openSqlite(resolve(context.cwd, path), { readOnly: true });
    const close = (): Promise<void> => {
      store.dispose();
      return Promise.resolve();
    };
    return { parts: storeEnd(store), name: store.info.name, close };
  }
  const session = await openToRead(context, path);
  return { parts: textSource(session.memory), name: session.cube.name, close: () => session.dispose() };
}

async function copyTo(target: string, source: CopySource, options: CopyOptions): Promise<LossReport> {
  if (!isStore(target)) return copyCube(source, folderTarget(target, basename(target)), options);
  if (await lstat(target).catch(() => undefined)) {
    throw new StudioError('bad-argument', 'There is a file of this name already.', {
      place: { file: target },
      remedy: 'Name a new file.',
    });
  }
  try {
    const store = await openSqlite(target, { analyser });
    try {
      return await copyCube(source, storeEnd(store), options);
    } finally {
      store.dispose();
    }
  } catch (error) {
    for (const end of ['', '-wal', '-shm']) await rm(target + end, { force: true });
    throw error;
  }
}

/** Tells how far it is on a terminal's standard error. */
function progress(): CopyOptions['onProgress'] {
  if (!process.stderr.isTTY) return undefined;
  return (stage, done) => {
    const doing = stage === 'copy' ? 'Copied' : 'Compared';
    process.stderr.write(`\r${doing} ${done.memories} memories, ${done.edges} relations \r`);
  };
}

function resultOf(context: CliContext, report: LossReport, name: string, target: string): Result {
  const lost = Object.values(report.counts).reduce((sum, count) => sum + count, 0);
  return {
    json: { cube: name, to: target, ...report },
    lines: () => [
      `Copied ${counted(report.memories, 'memory', 'memories')} and ${counted(report.edges, 'relation', 'relations')} to ${plainLine(shownPath(context.cwd, target))}.`,
      lost === 0 ? 'Nothing was lost.' : `${counted(lost, 'difference', 'differences')}:`,
      ...Object.entries(report.counts).map(([rule, count]) => `  ${rule}  ${count}`),
      ...report.losses
        .slice(0, SHOWN)
        .map(({ rule, memory, field, before, after }) =>
          plainLine(`  ${memory} ${field} ${rule}: ${before} → ${after}`),
        ),
    ],
    exit: lost === 0 ? EXIT.ok : EXIT.found,
  };
}
