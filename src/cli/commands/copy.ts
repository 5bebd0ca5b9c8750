import { resolve } from 'node:path';
import type { LossReport } from '../../engine/model/store';
import { analyser } from '../../engine/retrieval/facts';
import { openSqlite } from '../../engine/store/sqlite/sqliteStore';
import type { CopyOptions } from '../../engine/transfer/copyCube';
import { copyTo, type CopyFrom, type CopyInto } from '../../engine/transfer/copyTo';
import { LOSS_TEXTS, lossRules } from '../../engine/transfer/lossTexts';
import type { CliContext } from '../context';
import { isAddress, isSqlite } from '../cube/address';
import { openToRead } from '../cube/openCube';
import { openExistingStore, openNeo4j } from '../cube/openStore';
import { shownPath } from '../cube/paths';
import { EXIT } from '../exitCodes';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

/** So many differences of each kind are shown. */
const SHOWN = 3;

export interface CopyCommandOptions {
  /** Add to what is there already. */
  readonly add?: boolean | undefined;
}

/**
 * `openmem copy <from> <to>`: copies a cube between folders, `.sqlite` files and Neo4j, and tells what the copy
 * lost, found by reading it back. The target must be new or empty, unless it is to be added to; after a failed copy
 * it is as it was.
 */
export async function copy(
  context: CliContext,
  from: string,
  to: string,
  { add }: CopyCommandOptions,
): Promise<Result> {
  const source = await openSource(context, from);
  try {
    const target = await openTarget(context, to, add);
    try {
      const options = { signal: context.signal, onProgress: progress() };
      const report = await copyTo(source.from, target.into, options);
      return resultOf(context, report, source.name, target.place);
    } finally {
      target.close();
    }
  } finally {
    await source.close();
  }
}

async function openSource(
  context: CliContext,
  from: string,
): Promise<{ from: CopyFrom; name: string; close: () => Promise<void> }> {
  const store = await openExistingStore(context, from, { readOnly: true });
  if (store) {
    const close = (): Promise<void> => {
      store.dispose();
      return Promise.resolve();
    };
    return { from: { store }, name: store.info.name, close };
  }
  const session = await openToRead(context, from);
  return { from: { session }, name: session.cube.name, close: () => session.dispose() };
}

async function openTarget(
  context: CliContext,
  to: string,
  add: boolean | undefined,
): Promise<{ into: CopyInto; place: string; close: () => void }> {
  if (isAddress(to)) {
    const store = await openNeo4j(to);
    return { into: { kind: 'store', store, add }, place: store.info.location, close: () => store.dispose() };
  }
  const path = resolve(context.cwd, to);
  const open = (file: string) => openSqlite(file, { analyser });
  const into: CopyInto = isSqlite(to)
    ? { kind: 'file', file: path, open, add }
    : { kind: 'folder', folder: path };
  return { into, place: path, close: () => undefined };
}

/** Tells how far it is on a terminal's standard error. */
function progress(): CopyOptions['onProgress'] {
  if (!process.stderr.isTTY) return undefined;
  return (stage, done, of) => {
    const doing = stage === 'copy' ? 'Copied' : 'Compared';
    process.stderr.write(`\r${doing} ${done.memories} of ${of} memories, ${done.edges} relations \r`);
  };
}

function resultOf(context: CliContext, report: LossReport, name: string, to: string): Result {
  const { memories, edges, counts, losses } = report;
  const lost = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const place = isAddress(to) ? to : shownPath(context.cwd, to);
  return {
    json: { cube: name, to, ...report },
    lines: () => [
      `Copied ${counted(memories, 'memory', 'memories')} and ${counted(edges, 'relation', 'relations')} to ${plainLine(place)}.`,
      lost === 0 ? 'Nothing was lost.' : `${counted(lost, 'difference', 'differences')}:`,
      ...lossRules(counts).flatMap((rule) => [
        `  ${rule}  ${counts[rule] ?? 0}  ${LOSS_TEXTS[rule]}`,
        ...losses
          .filter((loss) => loss.rule === rule && (loss.memory !== '' || loss.field !== ''))
          .slice(0, SHOWN)
          .map(({ memory, field, before, after }) =>
            plainLine(`    ${[memory, field].filter((part) => part !== '').join(' ')}: ${before} → ${after}`),
          ),
      ]),
    ],
    exit: lost === 0 ? EXIT.ok : EXIT.found,
  };
}
