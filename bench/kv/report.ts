/** The section on activation memory, in Markdown. */
import type { KvResults } from './job.ts';

/** MemOS's published reductions of the time to the first token (its documentation, and arXiv:2507.03724). */
const MEMOS: readonly (readonly [string, string])[] = [
  ['Qwen3-8B, 6,064 tokens, short question (transformers, GPU)', '94.2 %'],
  ['Qwen3-32B, short memory and question (transformers, GPU)', '88.8 %'],
  ['Qwen2.5-72B (transformers, GPU)', '91.4 %'],
  ['vLLM on an RTX 4090, 2,000 tokens', '77.4 %'],
];
/** Least reductions that the project promises, by memory tokens. */
const BUDGETS = new Map([
  [583, 0.97],
  [6064, 0.99],
]);

export function kvSection(results: KvResults, sizes: readonly number[], machine: readonly string[]): string {
  const { restores, equality, extension, packing, dialogue } = results;
  const rows = restores.map((row, at) => {
    const budget = BUDGETS.get(sizes[at] ?? 0);
    const verdict =
      budget === undefined
        ? ''
        : row.reduction >= budget
          ? `≥ ${percent(budget)}: met`
          : `≥ ${percent(budget)}: missed`;
    return [
      count(row.tokens),
      `${(row.bytes / 1e6).toFixed(1)} MB`,
      ms(row.cold_ms),
      ms(row.restore_ms),
      ms(row.ttft_ms),
      percent(row.reduction),
      verdict,
      `${count(row.loadRate)} of ${count(row.readRate)} MB/s (${percent(row.loadRate / row.readRate)})`,
      ms(row.build_ms),
      ms(row.save_ms),
    ];
  });
  const heads = [
    'memory tokens',
    'state',
    'cold',
    'restore',
    'restore + first token',
    'reduction',
    'budget',
    'llama.cpp of plain reading',
    'build',
    'save',
  ];
  return `## Activation memory

Measured with \`npm run bench:kv\`: ${results.model}, ${results.build}, ${count(results.threads)} threads.

${machine.map((line) => `- ${line}`).join('\n')}

Time to the first token of an answer, in milliseconds. Cold: memory and question are computed. With an item: the hash of its state is compared, llama.cpp loads it, the check is computed and compared, then the question is; all of that is counted, from the call to the first token. Median of several, each by a manager that has read nothing yet. Reading the file is from the system's cache, as loading is.

${grid(heads, rows)}

MemOS's published reductions, on GPUs and with other models, for comparison:

${grid(['MemOS', 'reduction'], MEMOS)}

- **Same answers**: ${equality.same} of ${equality.prompts} questions answered token for token the same after a restored and a not-restored item (greedy, ${count(equality.tokens)} tokens); largest difference of a log-probability to the check of the item: ${equality.worst}.
- **Extension**: the last of 80 memories edited and one added, ${count(extension.tokens)} tokens: ${ms(extension.extendMs)} ms with ${count(extension.takenOver)} tokens taken over, ${ms(extension.rebuildMs)} ms from nothing (${(extension.rebuildMs / extension.extendMs).toFixed(1)} ×).
- **Compression** (zstd, half-precision keys and values): ${(packing.bytes / 1e6).toFixed(1)} MB to ${(packing.packedBytes / 1e6).toFixed(1)} MB (${percent(packing.packedBytes / packing.bytes)}) in ${ms(packing.packMs)} ms; bringing it back takes ${ms(packing.unpackMs)} ms longer.
- **Dialogue** of ${dialogue.turns} turns over 40 memories, ${dialogue.edits} edits: ${outcomes(dialogue.outcomes)}; ${percent(dialogue.reusedTokens / dialogue.promptTokens)} of ${count(dialogue.promptTokens)} prompt tokens were not computed. Time to the first token over all turns: ${seconds(dialogue.withMs)} with items, ${seconds(dialogue.withoutMs)} without; building them anew after the edits took ${seconds(dialogue.rebuildMs)} beside it.
`;
}

function outcomes(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([kind, number]) => `${number} × ${kind}`)
    .join(', ');
}

function grid(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
const ms = (value: number): string => (Math.abs(value) < 100 ? value.toFixed(1) : count(value));
const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
const percent = (share: number): string => `${(100 * share).toFixed(share > 0.985 && share < 1 ? 2 : 1)} %`;
