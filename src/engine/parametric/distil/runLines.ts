import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface LinesOptions {
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Each line of its output, as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface LinesResult {
  readonly code: number | null;
  /** The last lines that it wrote. */
  readonly lines: readonly string[];
}

const KEPT = 60;
/** Time to end by itself after it was asked to; then it is made to. */
const GRACE_MS = 8000;

/**
 * Runs a program to its end and hands on its lines, those of its errors too. Its standard input stays open as long as
 * this process lives. Where `signal` is aborted it is asked to end, waited for, and this rejects with AbortError.
 */
export function runLines(
  program: string,
  args: readonly string[],
  { env, onLine, signal }: LinesOptions = {},
): Promise<LinesResult> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const lines: string[] = [];
    let hard: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.stdin.end();
      child.kill('SIGTERM');
      hard = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    signal?.addEventListener('abort', stop, { once: true });
    const ended = (): void => {
      clearTimeout(hard);
      signal?.removeEventListener('abort', stop);
    };
    // A program that ends while it is being told something is no failure of its own.
    child.stdin.on('error', () => undefined);
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        lines.push(line);
        if (lines.length > KEPT) lines.shift();
        onLine?.(line);
      });
    }
    child.on('error', (error) => {
      ended();
      reject(error);
    });
    child.on('close', (code) => {
      ended();
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code, lines });
    });
  });
}
