/*
 * Makes a GGUF for llama.cpp from a BERT sentence embedder as Hugging Face keeps it (safetensors, vocab.txt and
 * config.json). Names of keys and tensors, the form of the vocabulary and the choice of types are those of
 * llama.cpp's convert_hf_to_gguf.py, which needs PyTorch; docs/adr tells why this is here.
 */
const { writeGguf } = require('./ggufWriter');

/**
 * @typedef {import('./ggufWriter').GgufValue} GgufValue
 * @typedef {{ hidden_size: number, num_hidden_layers: number, num_attention_heads: number,
 *   intermediate_size: number, layer_norm_eps: number, max_position_embeddings: number,
 *   type_vocab_size: number }} BertConfig
 * @typedef {{ dtype: string, shape: number[], data_offsets: [number, number] }} SafeTensor
 */

/** Names outside the layers. @type {Readonly<Record<string, string>>} */
const outer = {
  'embeddings.word_embeddings': 'token_embd',
  'embeddings.position_embeddings': 'position_embd',
  'embeddings.token_type_embeddings': 'token_types',
  'embeddings.LayerNorm': 'token_embd_norm',
};

/** Names within a layer. @type {Readonly<Record<string, string>>} */
const inner = {
  'attention.self.query': 'attn_q',
  'attention.self.key': 'attn_k',
  'attention.self.value': 'attn_v',
  'attention.output.dense': 'attn_output',
  'attention.output.LayerNorm': 'attn_output_norm',
  'intermediate.dense': 'ffn_up',
  'output.dense': 'ffn_down',
  'output.LayerNorm': 'layer_output_norm',
};

/** Tensors that llama.cpp wants unquantised although they are matrices. */
const exact = new Set(['position_embd.weight', 'token_types.weight']);

const special = new Set(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']);
const normalToken = 1;
const controlToken = 3;
const meanPooling = 1;
const fileTypeQ8 = 7;

/**
 * @param {{ name: string, safetensors: Buffer, vocabulary: string, config: BertConfig }} model
 * @param {string} file to be written
 */
function writeBertGguf({ name, safetensors, vocabulary, config }, file) {
  const tokens = vocabulary.replace(/\n$/u, '').split('\n');
  writeGguf(file, metadataOf(name, tokens, config), tensorsOf(safetensors));
}

/** @param {string} name @param {readonly string[]} tokens @param {BertConfig} config @returns {Map<string, GgufValue>} */
function metadataOf(name, tokens, config) {
  /** @param {number} value @returns {GgufValue} */
  const u32 = (value) => ({ type: 'u32', value });
  /** @param {string} value @returns {GgufValue} */
  const text = (value) => ({ type: 'string', value });
  /** @param {string} token @returns {GgufValue} */
  const idOf = (token) => {
    const id = tokens.indexOf(token);
    if (id < 0) throw new Error(`The vocabulary has no ${token}`);
    return u32(id);
  };
  return new Map([
    ['general.architecture', text('bert')],
    ['general.name', text(name)],
    ['general.file_type', u32(fileTypeQ8)],
    ['general.quantization_version', u32(2)],
    ['bert.block_count', u32(config.num_hidden_layers)],
    ['bert.context_length', u32(config.max_position_embeddings)],
    ['bert.embedding_length', u32(config.hidden_size)],
    ['bert.feed_forward_length', u32(config.intermediate_size)],
    ['bert.attention.head_count', u32(config.num_attention_heads)],
    ['bert.attention.layer_norm_epsilon', { type: 'f32', value: config.layer_norm_eps }],
    ['bert.attention.causal', { type: 'bool', value: false }],
    ['bert.pooling_type', u32(meanPooling)],
    ['tokenizer.ggml.model', text('bert')],
    ['tokenizer.ggml.pre', text('bert-bge')],
    ['tokenizer.ggml.token_type_count', u32(config.type_vocab_size)],
    ['tokenizer.ggml.tokens', { type: 'array', of: 'string', value: tokens.map(wordPiece) }],
    [
      'tokenizer.ggml.token_type',
      {
        type: 'array',
        of: 'i32',
        value: tokens.map((token) => (special.has(token) ? controlToken : normalToken)),
      },
    ],
    ['tokenizer.ggml.bos_token_id', idOf('[CLS]')],
    ['tokenizer.ggml.eos_token_id', idOf('[SEP]')],
    ['tokenizer.ggml.unknown_token_id', idOf('[UNK]')],
    ['tokenizer.ggml.seperator_token_id', idOf('[SEP]')],
    ['tokenizer.ggml.padding_token_id', idOf('[PAD]')],
    ['tokenizer.ggml.cls_token_id', idOf('[CLS]')],
    ['tokenizer.ggml.mask_token_id', idOf('[MASK]')],
  ]);
}

/**
 * llama.cpp marks the pieces that begin a word, Hugging Face those that do not.
 * @param {string} token
 * @returns {string}
 */
function wordPiece(token) {
  if (token.startsWith('[') && token.endsWith(']')) return token;
  return token.startsWith('##') ? token.slice(2) : `\u2581${token}`;
}

/** @param {Buffer} bytes @returns {import('./ggufWriter').GgufTensor[]} */
function tensorsOf(bytes) {
  const headerLength = Number(bytes.readBigUInt64LE(0));
  /** @type {Record<string, SafeTensor>} */
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
  return Object.entries(header).flatMap(([source, tensor]) => {
    const name = nameOf(source);
    if (name === undefined) return [];
    if (tensor.dtype !== 'F32') throw new Error(`${source} is of type ${tensor.dtype}, not F32`);
    const [start, end] = tensor.data_offsets;
    // Copied, since a Float32Array needs an aligned start.
    const copy = bytes.buffer.slice(
      bytes.byteOffset + 8 + headerLength + start,
      bytes.byteOffset + 8 + headerLength + end,
    );
    const type = tensor.shape.length > 1 && !exact.has(name) ? 'Q8_0' : 'F32';
    const shape = [...tensor.shape].reverse();
    return [{ name, shape, type, data: new Float32Array(/** @type {ArrayBuffer} */ (copy)) }];
  });
}

/** @param {string} source @returns {string | undefined} undefined for what embedding does without (the pooler) */
function nameOf(source) {
  const match = /^(?:encoder\.layer\.(\d+)\.)?(.+)\.(weight|bias)$/u.exec(source);
  const [, layer, stem = '', part] = match ?? [];
  const name = layer === undefined ? outer[stem] : inner[stem];
  if (name === undefined) return undefined;
  return `${layer === undefined ? '' : `blk.${layer}.`}${name}.${part}`;
}

module.exports = { writeBertGguf };
