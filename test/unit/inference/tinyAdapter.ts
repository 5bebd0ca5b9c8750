/** LoRA adapters in GGUF for tests: noise on one matrix of SmolLM2-135M, strong enough to change what it says. */
import { writeFileSync } from 'node:fs';

const WIDTH = 576;
const RANK = 2;
const ALIGNMENT = 32;

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const f32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
/** Types of values in a GGUF header: 8 is a string, 6 a 32-bit float. */
const textEntry = (key: string, value: string): Buffer => Buffer.concat([text(key), u32(8), text(value)]);
const floatEntry = (key: string, value: number): Buffer => Buffer.concat([text(key), u32(6), f32(value)]);

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]);

/** Numbers between -1 and 1 that a seed decides. */
function noise(seed: number, length: number): Buffer {
  let state = seed;
  const numbers = Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return Buffer.from(numbers.buffer);
}

/** Writes the adapter; another `width` than the model's does not fit it. */
export function writeTinyAdapter(file: string, seed = 1, width = WIDTH): void {
  const tensors = [
    { name: 'blk.3.attn_output.weight.lora_a', shape: [width, RANK], data: noise(seed, width * RANK) },
    { name: 'blk.3.attn_output.weight.lora_b', shape: [RANK, width], data: noise(seed + 1, width * RANK) },
  ];
  let offset = 0;
  const infos = tensors.map(({ name, shape, data }) => {
    const info = [text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset)];
    offset += padded(data).length;
    return Buffer.concat(info);
  });
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(4),
    textEntry('general.architecture', 'llama'),
    textEntry('general.type', 'adapter'),
    textEntry('adapter.type', 'lora'),
    floatEntry('adapter.lora.alpha', 8),
    ...infos,
  ]);
  writeFileSync(file, Buffer.concat([padded(header), ...tensors.map(({ data }) => padded(data))]));
}
