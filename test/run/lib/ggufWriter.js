/*
 * Writes GGUF files, version 3 (ggml's docs/gguf.md): magic, version, counts, metadata, tensor descriptions, then
 * the tensors, each aligned to 32 bytes.
 */
const fs = require('node:fs');
const { halfBits, halfValue } = require('./half');

/**
 * @typedef {{ type: 'u32' | 'i32' | 'f32' | 'bool' | 'string', value: number | boolean | string }
 *   | { type: 'array', of: 'i32' | 'string', value: readonly (number | string)[] }} GgufValue
 * @typedef {{ name: string, shape: readonly number[], type: 'F32' | 'Q8_0', data: Float32Array }} GgufTensor
 *   shape as ggml counts, the length of a row first
 */

const valueCodes = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 };
const tensorCodes = { F32: 0, Q8_0: 8 };
const alignment = 32;
const block = 32;

/**
 * @param {string} file
 * @param {ReadonlyMap<string, GgufValue>} metadata
 * @param {readonly GgufTensor[]} tensors
 */
function writeGguf(file, metadata, tensors) {
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(metadata.size)];
  for (const [key, value] of metadata) head.push(text(key), u32(valueCodes[value.type]), encode(value));
  const contents = tensors.map(({ type, data }) => (type === 'Q8_0' ? quantise(data) : bytesOf(data)));
  let offset = 0;
  for (const [index, { name, shape, type }] of tensors.entries()) {
    head.push(text(name), u32(shape.length), ...shape.map(u64), u32(tensorCodes[type]), u64(offset));
    offset += padded(contents[index]?.length ?? 0);
  }
  const handle = fs.openSync(file, 'w');
  try {
    for (const part of [Buffer.concat(head), ...contents]) {
      fs.writeSync(handle, part);
      fs.writeSync(handle, Buffer.alloc(padded(part.length) - part.length));
    }
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * ggml's Q8_0: blocks of 32 numbers, a binary16 scale and 32 signed bytes each, halves rounded away from zero.
 * @param {Float32Array} data
 * @returns {Buffer}
 */
function quantise(data) {
  if (data.length % block !== 0) throw new Error(`${data.length} numbers do not fill blocks of ${block}`);
  const out = Buffer.alloc((data.length / block) * (block + 2));
  for (let at = 0, to = 0; at < data.length; at += block, to += block + 2) {
    let largest = 0;
    for (let i = at; i < at + block; i++) largest = Math.max(largest, Math.abs(data[i] ?? 0));
    const scale = largest / 127;
    out.writeUInt16LE(halfBits(scale), to);
    for (let i = 0; i < block; i++) {
      const scaled = scale === 0 ? 0 : (data[at + i] ?? 0) / scale;
      out.writeInt8(Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5), to + 2 + i);
    }
  }
  return out;
}

/** The numbers that a quantised block stands for. @param {Buffer} bytes @returns {Float32Array} */
function dequantise(bytes) {
  const out = new Float32Array((bytes.length / (block + 2)) * block);
  for (let at = 0, to = 0; at < bytes.length; at += block + 2, to += block) {
    const scale = halfValue(bytes.readUInt16LE(at));
    for (let i = 0; i < block; i++) out[to + i] = scale * bytes.readInt8(at + 2 + i);
  }
  return out;
}

/** @param {GgufValue} value @returns {Buffer} */
function encode(value) {
  if (value.type !== 'array') return encodeOne(value.type, value.value);
  const { of } = value;
  const items = value.value.map((item) => encodeOne(of, item));
  return Buffer.concat([u32(valueCodes[of]), u64(items.length), ...items]);
}

/** @param {'u32' | 'i32' | 'f32' | 'bool' | 'string'} type @param {number | boolean | string} value @returns {Buffer} */
function encodeOne(type, value) {
  if (type === 'string') return text(String(value));
  if (type === 'bool') return Buffer.from([value ? 1 : 0]);
  const out = Buffer.alloc(4);
  if (type === 'f32') out.writeFloatLE(Number(value));
  else if (type === 'i32') out.writeInt32LE(Number(value));
  else out.writeUInt32LE(Number(value));
  return out;
}

/** @param {string} value @returns {Buffer} */
function text(value) {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
}

/** @param {number} value @returns {Buffer} */
function u32(value) {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
}

/** @param {number} value @returns {Buffer} */
function u64(value) {
  const out = Buffer.alloc(8);
  out.writeBigUInt64LE(BigInt(value));
  return out;
}

/** @param {Float32Array} data @returns {Buffer} little-endian, as every machine that runs this */
function bytesOf(data) {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** @param {number} length @returns {number} */
function padded(length) {
  return Math.ceil(length / alignment) * alignment;
}

module.exports = { writeGguf, quantise, dequantise };
