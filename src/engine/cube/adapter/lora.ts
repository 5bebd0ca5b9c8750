import type { AdapterProblem, AdapterTensor, LoraFacts, LoraPair } from '../../model/adapterReport';

/** How a file format names and shapes the two matrices of a LoRA pair. */
interface Naming {
  /** Groups: module, which matrix. */
  readonly pattern: RegExp;
  /** Which dimension of A and of B is the rank. */
  readonly rankOfA: number;
  readonly rankOfB: number;
}

/** llama.cpp: `blk.0.attn_q.weight.lora_a`, fastest dimension first, so A is (in, rank), B is (rank, out). */
export const ggufNaming: Naming = { pattern: /^(.+?)(?:\.weight)?\.lora_([ab])$/, rankOfA: 1, rankOfB: 0 };

/** PEFT: `base_model.model.….q_proj.lora_A.weight`, A is (rank, in), B is (out, rank). */
export const peftNaming: Naming = {
  pattern: /^(?:base_model\.model\.)?(.+)\.lora_(?:embedding_)?([AB])(?:\.[^.]+)?(?:\.weight)?$/,
  rankOfA: 0,
  rankOfB: 1,
};

/**
 * Finds the LoRA pairs among tensors.
 * @returns undefined when there is no matrix of a pair at all
 */
export function findLora(
  tensors: readonly AdapterTensor[],
  naming: Naming,
  known: { alpha: number | null; baseModel: string | null },
  problems: AdapterProblem[],
): LoraFacts | undefined {
  const halves = new Map<string, { a?: AdapterTensor; b?: AdapterTensor }>();
  for (const tensor of tensors) {
    const [, module, matrix] = naming.pattern.exec(tensor.name) ?? [];
    if (module === undefined || matrix === undefined) continue;
    const half = halves.get(module) ?? {};
    half[matrix.toLowerCase() === 'a' ? 'a' : 'b'] = tensor;
    halves.set(module, half);
  }
  if (halves.size === 0) return undefined;
  const pairs: LoraPair[] = [];
  for (const [module, half] of halves) {
    const pair = pairOf(module, half, naming);
    if (typeof pair === 'string') problems.push({ code: 'odd-pair', message: pair });
    else pairs.push(pair);
  }
  const ranks = [...new Set(pairs.map((pair) => pair.rank))].sort((a, b) => a - b);
  const rank = ranks.length === 1 ? (ranks[0] ?? null) : null;
  if (ranks.length > 1) problems.push({ code: 'mixed-ranks', message: `Pairs of rank ${ranks.join(', ')}.` });
  return {
    rank,
    ranks,
    alpha: known.alpha,
    scale: known.alpha !== null && rank !== null && rank > 0 ? known.alpha / rank : null,
    targets: [...new Set(pairs.map((pair) => pair.target))].sort(),
    layers: new Set(pairs.map((pair) => pair.layer).filter((layer) => layer !== null)).size,
    baseModel: known.baseModel,
    parameters: pairs.reduce((sum, pair) => sum + product(pair.a) + product(pair.b), 0),
    pairs,
  };
}

/** The pair, or what is wrong with it. */
function pairOf(
  module: string,
  { a, b }: { a?: AdapterTensor; b?: AdapterTensor },
  naming: Naming,
): LoraPair | string {
  if (a === undefined || b === undefined) return `${module} has only one of its two matrices.`;
  const rank = a.shape[naming.rankOfA];
  if (rank === undefined || rank !== b.shape[naming.rankOfB]) {
    return `${module}: shapes (${a.shape.join(', ')}) and (${b.shape.join(', ')}) share no rank.`;
  }
  const layer = /(?:^|\.)(?:blk|layers?|h|blocks?)\.(\d{1,6})(?:\.|$)/.exec(module)?.[1];
  return {
    module,
    target: module.slice(module.lastIndexOf('.') + 1),
    layer: layer === undefined ? null : Number(layer),
    rank,
    a: a.shape,
    b: b.shape,
  };
}

function product(shape: readonly number[]): number {
  return shape.reduce((all, length) => all * length, 1);
}
