/**
 * Seeded random numbers, the same on every machine and in every Node version.
 *
 * The seed text is hashed to four 32-bit words with FNV-1a and drives `sfc32` (Chris Doty-Humphrey's
 * "small fast counter", from PractRand), which passes the usual statistical batteries and needs no state
 * beyond four integers. Nothing here is fit for secrets.
 */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [low, high], both ends included. */
  int(low: number, high: number): number;
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  /** One element of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** A number of the standard normal distribution (Box–Muller). */
  gauss(): number;
  /** Thirty-two random bits as an unsigned whole number. */
  bits(): number;
}

/** FNV-1a over the text's UTF-16 units, started from `basis`. */
function hash(text: string, basis: number): number {
  let h = basis;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** A generator whose whole sequence follows from `seed`. */
export function createRandom(seed: string): Random {
  let a = hash(seed, 0x811c9dc5);
  let b = hash(seed, 0x2f0b4c47);
  let c = hash(seed, 0x9e3779b9);
  let counter = 1;
  const bits = (): number => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();
  const next = (): number => bits() / 0x1_0000_0000;
  return {
    next,
    bits,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => {
      const index = Math.floor(next() * list.length);
      if (index >= list.length) throw new RangeError('pick needs a list with at least one element');
      return list[index] as T;
    },
    gauss: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** A version-4 UUID made of the generator's next 128 bits. */
export function randomUuid(random: Random): string {
  const hex = [0, 1, 2, 3].map(() => random.bits().toString(16).padStart(8, '0')).join('');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
