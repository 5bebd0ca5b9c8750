/*
 * The second extension: it lives in the same extension host as MemCube Studio and runs mocha there, so that
 * tests can use the `vscode` API for real. It does nothing unless the runner asks for it by naming a result
 * file in MEMCUBE_HOST_RESULT; MEMCUBE_HOST_PROGRESS names a file that gets a line per finished test.
 */
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { loadTests } from 'memcube-host-tests';
import { measureActivation } from './measureActivation';

/** Called by VS Code once the window has started. */
export async function activate(): Promise<void> {
  const result = process.env['MEMCUBE_HOST_RESULT'];
  if (result === undefined) return;
  const progress = process.env['MEMCUBE_HOST_PROGRESS'];
  const say = (line: string): void => {
    if (progress !== undefined) appendFileSync(progress, `${line}\n`);
  };
  const { wallMs, cpuMs } = await measureActivation();
  say(`MemCube Studio started in ${wallMs.toFixed(1)} ms (${cpuMs.toFixed(1)} ms of processor time)`);
  const report = await runMocha(say);
  writeFileSync(`${result}.partial`, JSON.stringify(report, undefined, 2));
  renameSync(`${result}.partial`, result);
}

/** What the runner reads: the same shape as mocha's own JSON report. */
interface HostReport {
  readonly stats: { readonly passes: number; readonly failures: number; readonly pending: number };
  readonly failures: readonly { readonly fullTitle: string; readonly message: string }[];
}

/** Mocha writes to the console by default; we report to files. */
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

async function runMocha(say: (line: string) => void): Promise<HostReport> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: Silent });
  const failures: { fullTitle: string; message: string }[] = [];
  try {
    mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
    loadTests();
  } catch (error) {
    failures.push({ fullTitle: 'loading the tests', message: describe(error) });
    return { stats: { passes: 0, failures: 1, pending: 0 }, failures };
  }
  return new Promise((resolve) => {
    const stats = { passes: 0, failures: 0, pending: 0 };
    const runner = mocha.run(() => {
      resolve({ stats, failures });
    });
    runner.on('pass', (test) => {
      stats.passes++;
      say(`✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      stats.pending++;
      say(`- ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: unknown) => {
      stats.failures++;
      failures.push({ fullTitle: test.fullTitle(), message: describe(error) });
      say(`✗ ${test.fullTitle()}\n${describe(error)}`);
    });
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
