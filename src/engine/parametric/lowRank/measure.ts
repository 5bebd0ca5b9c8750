/**
 * How much an adapter changes, and how much two adapters differ, without forming the products B · A, which are as
 * large as the model: with the Gram matrices of the factors, ⟨B₁A₁, B₂A₂⟩ = Σ (B₁ᵀB₂) ∘ (A₁A₂ᵀ), of which each is
 * only rank × rank. Sums are in float64; a difference below about 10⁻⁸ of the norms is lost in them.
 */
import { setImmediate } from 'node:timers/promises';
import { StudioError } from '../../base/errors';
import type { AdapterDifference, AdapterNorms, ModuleDifference, ModuleNorm } from '../../model/loraItem';
import type { Factors } from './factors';
import { columnProducts, rowProducts } from './gram';

/** A rank beyond which Gram matrices are not made; no adapter for use comes near it. */
const LARGEST_RANK = 4096;

/** The inner product of what two pairs add, as vectors. Shapes agree. */
export function innerProduct(x: Factors, y: Factors): number {
  const rows = rowProducts(x.a, y.a);
  const columns = columnProducts(x.b, y.b);
  let sum = 0;
  for (let i = 0; i < rows.length; i += 1) sum += rows[i]! * columns[i]!;
  return sum * x.factor * y.factor;
}

/**
 * Norms of all modules; between modules other work gets its turn.
 * @throws StudioError `bad-adapter`, `unsupported` as reading values does
 */
export async function adapterNorms(pairs: readonly Factors[], signal?: AbortSignal): Promise<AdapterNorms> {
  const modules: ModuleNorm[] = [];
  for (const pair of pairs) {
    await setImmediate(undefined, signal ? { signal } : {});
    const { module, target, layer, rank } = pair;
    modules.push({ module, target, layer, rank, norm: measurable(pair) ? normOf(pair) : null });
  }
  const layers = new Map<number, number>();
  for (const { layer, norm } of modules) {
    if (layer !== null) layers.set(layer, (layers.get(layer) ?? 0) + (norm ?? 0) ** 2);
  }
  return {
    modules,
    layers: [...layers]
      .sort(([a], [b]) => a - b)
      .map(([layer, squares]) => ({ layer, norm: Math.sqrt(squares) })),
    total: Math.sqrt(modules.reduce((sum, { norm }) => sum + (norm ?? 0) ** 2, 0)),
  };
}

/**
 * What two adapters for the same base do differently; ranks may differ.
 * @throws StudioError `bad-argument` where a module has other sizes in the two, and as reading values does
 */
export async function adapterDifference(
  a: readonly Factors[],
  b: readonly Factors[],
  signal?: AbortSignal,
): Promise<AdapterDifference> {
  const theirs = new Map(b.map((pair) => [pair.module, pair]));
  const ours = new Map(a.map((pair) => [pair.module, pair]));
  const names = [...ours.keys(), ...[...theirs.keys()].filter((module) => !ours.has(module))];
  const modules: ModuleDifference[] = [];
  const sums = { a: 0, b: 0, inner: 0 };
  for (const module of names) {
    await setImmediate(undefined, signal ? { signal } : {});
    const [x, y] = [ours.get(module), theirs.get(module)];
    requireSameSizes(x, y);
    const square = { a: x ? innerProduct(x, x) : 0, b: y ? innerProduct(y, y) : 0 };
    const inner = x && y ? innerProduct(x, y) : 0;
    const { target, layer } = (x ?? y)!;
    modules.push({ module, target, layer, ...compared(square.a, square.b, inner) });
    sums.a += square.a;
    sums.b += square.b;
    sums.inner += inner;
  }
  return { modules, ...compared(sums.a, sums.b, sums.inner) };
}

/** Norms, the norm of the difference and the cosine, of squares and inner product. */
function compared(
  a: number,
  b: number,
  inner: number,
): Pick<ModuleDifference, 'a' | 'b' | 'difference' | 'cosine'> {
  const norms = { a: Math.sqrt(Math.max(0, a)), b: Math.sqrt(Math.max(0, b)) };
  const cosine = norms.a > 0 && norms.b > 0 ? clamp(inner / norms.a / norms.b) : null;
  return { ...norms, difference: Math.sqrt(Math.max(0, a + b - 2 * inner)), cosine };
}

function clamp(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine));
}

function normOf(pair: Factors): number {
  return Math.sqrt(Math.max(0, innerProduct(pair, pair)));
}

/** A rank above both sizes is no low rank; its Gram matrices could be larger than the file. */
function measurable({ rank, a, b }: Factors): boolean {
  return rank <= LARGEST_RANK && rank <= Math.min(a.columns, b.rows);
}

function requireSameSizes(x: Factors | undefined, y: Factors | undefined): void {
  for (const pair of [x, y]) {
    if (pair === undefined || measurable(pair)) continue;
    throw new StudioError('bad-argument', `${pair.module} has rank ${pair.rank}, which is no low rank.`);
  }
  if (x === undefined || y === undefined) return;
  if (x.a.columns === y.a.columns && x.b.rows === y.b.rows) return;
  const sizes = [x, y].map(({ a, b }) => `${a.columns} × ${b.rows}`);
  throw new StudioError(
    'bad-argument',
    `${x.module} is ${sizes[0]} in one adapter and ${sizes[1]} in the other.`,
    {
      remedy: 'Compare adapters for the same base model.',
    },
  );
}
