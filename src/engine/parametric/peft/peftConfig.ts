/** `adapter_config.json` as PEFT writes it: what a conversion must know, and what it must refuse. */
import { z } from 'zod';
import { StudioError } from '../../base/errors';
import { lineColumn } from '../../base/position';

/** What scales the pairs of an adapter. */
export interface PeftConfig {
  readonly baseModel: string | null;
  readonly rank: number;
  readonly alpha: number;
  /** Scaled by alpha / √rank instead of alpha / rank. */
  readonly rankStabilised: boolean;
  readonly rankPattern: ReadonlyMap<string, number>;
  readonly alphaPattern: ReadonlyMap<string, number>;
}

const number = z.number().refine((value) => Number.isFinite(value) && value !== 0, 'must not be 0');
const rank = z.int().min(1);
const anything = z.unknown();

const schema = z.object({
  peft_type: z.string(),
  r: rank,
  lora_alpha: number,
  base_model_name_or_path: z.string().nullish(),
  use_rslora: z.boolean().nullish(),
  rank_pattern: z.record(z.string(), rank).nullish(),
  alpha_pattern: z.record(z.string(), number).nullish(),
  init_lora_weights: z.union([z.boolean(), z.string()]).nullish(),
  use_dora: anything,
  bias: anything,
  lora_bias: anything,
  modules_to_save: anything,
  fan_in_fan_out: anything,
  layer_replication: anything,
  trainable_token_indices: anything,
  alora_invocation_tokens: anything,
  target_parameters: anything,
  use_qalora: anything,
});

type Raw = z.infer<typeof schema>;

/** Settings that change what the matrices mean; each with why they cannot be taken over. */
const REFUSED: readonly (readonly [keyof Raw, (value: unknown) => boolean, string])[] = [
  [
    'use_dora',
    isOn,
    'This is a DoRA adapter: it scales whole rows of its base model, which llama.cpp does not do.',
  ],
  [
    'modules_to_save',
    isOn,
    'This adapter replaces whole modules of its base model instead of adding to them.',
  ],
  [
    'bias',
    (value) => isOn(value) && value !== 'none',
    'This adapter was trained with biases, which a GGUF adapter has no place for.',
  ],
  ['lora_bias', isOn, 'The matrices of this adapter have biases, which a GGUF adapter has no place for.'],
  ['fan_in_fan_out', isOn, 'This adapter is for layers whose weights are transposed.'],
  ['layer_replication', isOn, 'This adapter repeats layers of its base model.'],
  ['trainable_token_indices', isOn, 'This adapter changes the embeddings of tokens.'],
  ['alora_invocation_tokens', isOn, 'This adapter works only behind certain tokens (aLoRA).'],
  ['target_parameters', isOn, 'This adapter changes parameters that belong to no linear layer.'],
  ['use_qalora', isOn, 'This adapter pools its inputs (QALoRA), which llama.cpp does not do.'],
  [
    'init_lora_weights',
    changesBase,
    'This adapter was begun from its base model’s own weights (PiSSA, OLoRA or CorDA), which changed the base as well.',
  ],
];

function isOn(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}

function changesBase(value: unknown): boolean {
  return typeof value === 'string' && /^(?:pissa|olora|corda)/i.test(value);
}

/**
 * Reads the text of an `adapter_config.json`.
 * @throws StudioError `bad-adapter` for what is no such file, `unsupported` for what GGUF adapters cannot express
 */
export function readPeftConfig(text: string, file: string): PeftConfig {
  const raw = parse(text, file);
  const refuse = (key: keyof Raw, why: string): StudioError =>
    new StudioError('unsupported', why, {
      place: { file, ...lineColumn(text, text.indexOf(`"${key}"`)) },
      remedy: 'Merge it into its base model with PEFT and convert that, or train a plain LoRA adapter.',
    });
  if (raw.peft_type !== 'LORA') {
    throw refuse('peft_type', `An adapter of type ${raw.peft_type} is no LoRA adapter.`);
  }
  for (const [key, refused, why] of REFUSED) if (refused(raw[key])) throw refuse(key, why);
  for (const key of ['rank_pattern', 'alpha_pattern'] as const) {
    const odd = Object.keys(raw[key] ?? {}).find((pattern) => !/^\^?[\w.]+$/.test(pattern));
    if (odd !== undefined)
      throw refuse(key, `The pattern ${JSON.stringify(odd)} is no plain name of modules.`);
  }
  return {
    baseModel: raw.base_model_name_or_path ?? null,
    rank: raw.r,
    alpha: raw.lora_alpha,
    rankStabilised: raw.use_rslora === true,
    rankPattern: new Map(Object.entries(raw.rank_pattern ?? {})),
    alphaPattern: new Map(Object.entries(raw.alpha_pattern ?? {})),
  };
}

/** What a pattern says of a module, as PEFT matches: the key is the module's name or its end, after a dot. */
export function patternValue(patterns: ReadonlyMap<string, number>, module: string): number | undefined {
  for (const [key, value] of patterns) {
    const whole = key.startsWith('^') ? key.slice(1) : key;
    if (module === whole || (whole === key && module.endsWith(`.${key}`))) return value;
  }
  return undefined;
}

function parse(text: string, file: string): Raw {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StudioError('bad-adapter', 'The settings of the adapter are no JSON.', {
      place: { file },
      remedy: 'Save the adapter again with save_pretrained.',
      cause,
    });
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new StudioError(
    'bad-adapter',
    `The settings of the adapter are not as PEFT writes them (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}).`,
    { place: { file }, remedy: 'Save the adapter again with save_pretrained.', cause: read.error },
  );
}
