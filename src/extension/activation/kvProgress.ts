import * as vscode from 'vscode';
import type { KvJob } from '../../protocol/kvInspector';
import { withProgress } from '../host/boundary';
import type { KvHome } from './kvHome';

/** Shows the work that a command has begun as a notification with tokens, rate and a button that ends it. */
export function withTokenProgress<T>(
  home: KvHome,
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Thenable<T> {
  return withProgress(title, async (signal, onProgress) => {
    const listening = home.jobs.onDidChange(() => {
      const [job] = home.jobs.list();
      if (job && job.total > 0) onProgress(job.done / job.total, wordsOf(job));
    });
    try {
      return await work(signal);
    } finally {
      listening.dispose();
    }
  });
}

function wordsOf({ done, total, tokensPerSecond }: KvJob): string {
  const number = (value: number): string => value.toLocaleString(vscode.env.language);
  const tokens = vscode.l10n.t('{0} of {1} tokens', number(done), number(total));
  const rate = Math.round(tokensPerSecond);
  return rate > 0 ? `${tokens} · ${vscode.l10n.t('{0} tokens/s', number(rate))}` : tokens;
}
