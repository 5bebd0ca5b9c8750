/**
 * How modules of Hugging Face's models are called in GGUF, for the architectures whose weights llama.cpp takes over
 * as they are, apart from the order of rows that `permuted` tells. Source: llama.cpp's `gguf-py/gguf/tensor_mapping.py`
 * and the model classes of its converter.
 */

/** The names that most architectures share. */
const COMMON: ReadonlyMap<string, string> = new Map([
  ['self_attn.q_proj', 'attn_q'],
  ['self_attn.k_proj', 'attn_k'],
  ['self_attn.v_proj', 'attn_v'],
  ['self_attn.o_proj', 'attn_output'],
  ['mlp.gate_proj', 'ffn_gate'],
  ['mlp.up_proj', 'ffn_up'],
  ['mlp.down_proj', 'ffn_down'],
]);

/** Phi-3 has its projections joined. */
const JOINED: ReadonlyMap<string, string> = new Map([
  ['self_attn.qkv_proj', 'attn_qkv'],
  ['self_attn.o_proj', 'attn_output'],
  ['mlp.gate_up_proj', 'ffn_up'],
  ['mlp.down_proj', 'ffn_down'],
]);

interface Architecture {
  readonly names: ReadonlyMap<string, string>;
  /** Whether rows of the query and key projections stand in another order: llama.cpp rotates neighbouring pairs. */
  readonly permuted: boolean;
}

const ARCHITECTURES: ReadonlyMap<string, Architecture> = new Map([
  ['llama', { names: COMMON, permuted: true }],
  ['smollm3', { names: COMMON, permuted: true }],
  ['granite', { names: COMMON, permuted: true }],
  ['qwen2', { names: COMMON, permuted: false }],
  ['qwen3', { names: COMMON, permuted: false }],
  ['gemma', { names: COMMON, permuted: false }],
  ['gemma2', { names: COMMON, permuted: false }],
  ['gemma3', { names: COMMON, permuted: false }],
  ['phi3', { names: JOINED, permuted: false }],
]);

/** `general.architecture` of the models that adapters are converted for. */
export const CONVERTED_ARCHITECTURES: readonly string[] = [...ARCHITECTURES.keys()];

/** A module's place in the GGUF model. */
export interface ModuleName {
  /** For instance `blk.3.attn_q.weight`. */
  readonly tensor: string;
  /** Whose heads its rows are to be reordered by, where they are. */
  readonly permutedBy: 'heads' | 'keyValueHeads' | null;
}

/** The module `model.layers.3.self_attn.q_proj` of a model in GGUF; undefined where it has no counterpart. */
export function moduleName(architecture: string, module: string): ModuleName | undefined {
  const known = ARCHITECTURES.get(architecture);
  if (known && module === 'lm_head') return { tensor: 'output.weight', permutedBy: null };
  const [, layer, part] = /^model\.layers\.(\d{1,6})\.(.+)$/.exec(module) ?? [];
  const name = part === undefined ? undefined : known?.names.get(part);
  if (known === undefined || layer === undefined || name === undefined) return undefined;
  const rotated = name === 'attn_q' ? 'heads' : name === 'attn_k' ? 'keyValueHeads' : null;
  return { tensor: `blk.${layer}.${name}.weight`, permutedBy: known.permuted ? rotated : null };
}
