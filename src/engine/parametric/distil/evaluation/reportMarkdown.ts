import type { DistilReport } from '../../../model/distil';
import { ENOUGH } from '../scoring/isRight';

/** A report for people, in Markdown. What models and memories say is quoted as text and cannot become markup. */
export function reportMarkdown(report: DistilReport): string {
  const { evaluation, training, settings, examples, base, file } = report;
  const { accuracy, perplexity, heldOut } = evaluation;
  const lines = [
    `# ${plain(report.name)}`,
    '',
    `An adapter for ${plain(base.file)}, trained on ${report.memories} memories on ${report.createdAt}.`,
    '',
    '|  | without | with |',
    '| --- | --- | --- |',
    `| held-out questions answered right (${heldOut.length}) | ${percent(accuracy.without)} | ${percent(accuracy.with)} |`,
    `| perplexity of unrelated text (${perplexity.tokens} tokens) | ${perplexity.without.toFixed(2)} | ${perplexity.with.toFixed(2)} (${signed(perplexity.change)}) |`,
    '',
    'An answer is right when it has the expected words in their order; for an expected text that is longer, when it has ' +
      `${percent(ENOUGH)} of its words with meaning and every number of it.`,
    '',
    `- ${examples.questions} questions and ${examples.statements} statements were trained on, ${examples.byModel} of them written by a model`,
    `- ${training.steps} steps in ${training.seconds.toFixed(1)} s${training.resumed > 0 ? `, taken up again ${training.resumed} times` : ''}; loss ${ends(report)}`,
    `- rank ${settings.rank}, alpha ${settings.alpha}, on ${settings.targets.join(', ')}; rate ${settings.rate}, ${settings.epochs} epochs of ${settings.batch}, seed ${settings.seed}`,
    `- ${(file.bytes / 1e6).toFixed(1)} MB, SHA-256 ${file.sha256}`,
    ...report.notes.map((note) => `- ${plain(note)}`),
    '',
    '## Held-out questions',
    '',
    '| question | expected | without | with |',
    '| --- | --- | --- | --- |',
    ...heldOut.map((row) => {
      const answer = ({ text, right }: { text: string; right: boolean }): string =>
        `${right ? '✓' : '✗'} ${plain(text)}`;
      return `| ${plain(row.question)} | ${plain(row.expected)} | ${answer(row.without)} | ${answer(row.with)} |`;
    }),
    '',
    '## Prompts that have nothing to do with it',
    '',
    '| prompt | without | with |',
    '| --- | --- | --- |',
    ...evaluation.unrelated.map(
      (row) => `| ${plain(row.prompt)} | ${plain(row.without)} | ${plain(row.with)} |`,
    ),
    '',
  ];
  return lines.join('\n');
}

const LONGEST = 240;

function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
  return short.replace(/[\\`*_{}[\]()<>#+!|~&-]/g, '\\$&');
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const signed = (share: number): string => `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;

function ends({ training }: DistilReport): string {
  const [first, last] = [training.loss[0], training.loss.at(-1)];
  return first && last ? `${first.loss.toFixed(3)} → ${last.loss.toFixed(3)}` : 'not told';
}
