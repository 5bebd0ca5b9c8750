import * as vscode from 'vscode';
import type { Logger } from '../../engine/base/context';
import { isAbort } from '../../engine/base/errors';
import { Emitter } from '../../engine/base/events';
import type { Problem } from '../../engine/model/problem';
import type { CubeData } from '../cubes/cubeData';
import { engineText } from '../host/engineText';
import { setting } from '../host/settings';
import type { CheckClient } from './checkClient';

const SEVERITY = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** What is wrong in the files of the open cubes, in the Problems panel and for the views. */
export class CubeProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('memcube');
  private readonly byCube = new Map<CubeData, readonly Problem[]>();
  private readonly byFile = new Map<string, readonly Problem[]>();
  private readonly running = new Map<string, AbortController>();
  private readonly changed = new Emitter<CubeData>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly client: CheckClient,
    private readonly log: Logger,
  ) {}

  /** Checks a cube's files as they are on disk; the newest check of a cube wins. */
  async check(path: string, cube?: CubeData): Promise<number> {
    if (!setting('memcube.problems.enabled')) return 0;
    this.running.get(path)?.abort();
    const controller = new AbortController();
    this.running.set(path, controller);
    try {
      const files = await this.client.check(path, setting('memcube.problems.limit'), controller.signal);
      for (const file of files) this.show(file.path, file.problems);
      if (cube) {
        this.byCube.set(
          cube,
          files.flatMap((file) => file.problems),
        );
        this.changed.fire(cube);
      }
      return files.reduce((sum, file) => sum + file.problems.length, 0);
    } catch (error) {
      if (!isAbort(error)) this.log.error(error, `checking ${path}`);
      return 0;
    } finally {
      if (this.running.get(path) === controller) this.running.delete(path);
    }
  }

  /** Problems of an open cube as of its last check. */
  of(cube: CubeData): readonly Problem[] {
    return this.byCube.get(cube) ?? [];
  }

  /** The problem behind a diagnostic, with its fixes. */
  find(uri: vscode.Uri, diagnostic: vscode.Diagnostic): Problem | undefined {
    return this.byFile
      .get(uri.fsPath)
      ?.find((p) => p.rule === codeOf(diagnostic) && rangeOf(p).isEqual(diagnostic.range));
  }

  private show(path: string, problems: readonly Problem[]): void {
    this.byFile.set(path, problems);
    const diagnostics = problems.map((problem) => {
      const diagnostic = new vscode.Diagnostic(
        rangeOf(problem),
        translated(problem),
        SEVERITY[problem.severity],
      );
      diagnostic.source = 'MemCube';
      diagnostic.code = problem.rule;
      return diagnostic;
    });
    this.collection.set(vscode.Uri.file(path), diagnostics);
  }

  forget(cube: CubeData): void {
    this.byCube.delete(cube);
  }

  dispose(): void {
    for (const controller of this.running.values()) controller.abort();
    this.collection.dispose();
    this.changed.dispose();
  }
}

/** A problem in the language of the user interface. */
export function translated(
  problem: Pick<Problem, 'message' | 'args'> & Partial<Pick<Problem, 'rule'>>,
): string {
  // A file that cannot be read at all is reported with the sentence of its error.
  if (problem.rule?.startsWith('file/')) return engineText(problem.message);
  return vscode.l10n.t(problem.message, ...problem.args);
}

function rangeOf({ range }: Problem): vscode.Range {
  return new vscode.Range(range.startLine - 1, range.startColumn - 1, range.endLine - 1, range.endColumn - 1);
}

function codeOf(diagnostic: vscode.Diagnostic): string {
  return typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : String(diagnostic.code);
}
