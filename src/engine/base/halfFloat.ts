/** Numbers of 16 bits: IEEE 754 half precision, and bfloat16, the upper half of a float32. */

const single = new DataView(new ArrayBuffer(4));

/** The value of 16 bits of bfloat16. */
export function bfloat16(bits: number): number {
  single.setUint32(0, bits * 65_536);
  return single.getFloat32(0);
}

/** The value of 16 bits of IEEE 754 half: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A float32 as IEEE 754 half, rounded to nearest, ties to even; 65,520 and more become infinite. */
export function float16Bits(value: number): number {
  single.setFloat32(0, value);
  const bits = single.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 a half counts in steps of 2^-24.
  if (magnitude < 0x38800000) return sign | roundToEven(Math.abs(single.getFloat32(0)) * 2 ** 24);
  // The exponent's bias goes from 127 to 15; of 23 fraction bits 10 are kept, and rounding may carry over.
  const moved = magnitude - 0x38000000;
  return sign | ((moved + 0xfff + ((moved >>> 13) & 1)) >>> 13);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
