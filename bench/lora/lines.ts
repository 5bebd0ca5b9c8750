import type { LoraFigures } from './job.ts';

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** The figures as a section in Markdown. */
export function loraLines({ report, seconds, examples }: LoraFigures, machine: readonly string[]): string[] {
  const { evaluation, training, settings, file } = report;
  const { accuracy, perplexity, heldOut } = evaluation;
  const change = `${perplexity.change >= 0 ? '+' : ''}${(perplexity.change * 100).toFixed(1)} %`;
  const [first, last] = [training.loss[0]?.loss ?? 0, training.loss.at(-1)?.loss ?? 0];
  return [
    ...machine.map((line) => `- ${line}`),
    '',
    '| what | figure |',
    '| --- | --- |',
    `| facts | ${report.memories} |`,
    `| examples, held-out paraphrases | ${examples}, ${heldOut.length} |`,
    `| accuracy on held-out paraphrases without the adapter | ${percent(accuracy.without)} |`,
    `| accuracy on held-out paraphrases with the adapter | ${percent(accuracy.with)} |`,
    `| perplexity of unrelated text without the adapter (${perplexity.tokens} tokens) | ${perplexity.without.toFixed(2)} |`,
    `| perplexity of unrelated text with the adapter | ${perplexity.with.toFixed(2)} (${change}) |`,
    `| training, ${training.steps} steps of ${settings.batch}, rank ${settings.rank} | ${training.seconds.toFixed(0)} s |`,
    `| loss, first and last step | ${first.toFixed(2)}, ${last.toFixed(3)} |`,
    `| evaluation | ${evaluation.seconds.toFixed(0)} s |`,
    `| everything, from memories to the proposed adapter | ${seconds.toFixed(0)} s |`,
    `| bytes of the adapter | ${file.bytes} |`,
  ];
}
