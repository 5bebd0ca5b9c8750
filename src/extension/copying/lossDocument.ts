import * as vscode from 'vscode';
import type { Loss, LossReport } from '../../engine/model/store';
import { LOSS_TEXTS, lossRules } from '../../engine/transfer/lossTexts';
import { countText } from '../host/countText';
import { engineText } from '../host/engineText';

/** A copy that was made, as its report tells of it. */
export interface CopyMade {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly report: LossReport;
}

/** What a copy lost as Markdown. Texts of the cube stand in it as code, so that nothing in them is read as Markdown. */
export function lossDocument({ name, from, to, report }: CopyMade): string {
  const { memories, counts, losses } = report;
  const rules = lossRules(counts);
  const total = rules.reduce((sum, rule) => sum + (counts[rule] ?? 0), 0);
  const lines = [
    `# ${vscode.l10n.t('Copy of {0}', code(name))}`,
    '',
    row(vscode.l10n.t('From'), vscode.l10n.t('To'), ''),
    '| --- | --- | ---: |',
    row(code(from), code(to), countText(memories, 'memories')),
    '',
  ];
  if (total === 0) return [...lines, vscode.l10n.t('Nothing differs.'), ''].join('\n');
  lines.push(
    vscode.l10n.t('The copy was read back and compared with the source. This differs:'),
    '',
    row(vscode.l10n.t('Number'), vscode.l10n.t('What'), ''),
    '| ---: | --- | --- |',
    ...rules.map((rule) => row(String(counts[rule] ?? 0), engineText(LOSS_TEXTS[rule]), code(rule))),
    '',
  );
  for (const rule of rules) {
    const listed = losses.filter(
      (loss) => loss.rule === rule && [loss.field, loss.before, loss.after].some((text) => text !== ''),
    );
    if (listed.length === 0) continue;
    lines.push(`## ${engineText(LOSS_TEXTS[rule])}`, '');
    const count = counts[rule] ?? 0;
    if (count > listed.length) {
      lines.push(vscode.l10n.t('The first {0} of {1}:', listed.length, count), '');
    }
    lines.push(...tableOf(listed), '');
  }
  return lines.join('\n');
}

/** Only columns in which something stands. */
function tableOf(losses: readonly Loss[]): string[] {
  const columns = [
    [vscode.l10n.t('Memory'), 'memory'],
    [vscode.l10n.t('Field'), 'field'],
    [vscode.l10n.t('Before'), 'before'],
    [vscode.l10n.t('After'), 'after'],
  ] as const;
  const used = columns.filter(([, key]) => losses.some((loss) => loss[key] !== ''));
  return [
    row(...used.map(([title]) => title)),
    row(...used.map(() => '---')),
    ...losses.map((loss) => row(...used.map(([, key]) => code(shown(loss[key]))))),
  ];
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Longer values make a table unreadable; the whole is in the cubes. */
const shown = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

/** Any text as a code span of a table's cell. */
function code(text: string): string {
  if (text === '') return '';
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ');
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${plain.replaceAll('|', '\\|')} ${fence}`;
}
