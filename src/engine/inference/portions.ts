/** Works through a list in portions, one after the other, and joins what they give. */
export async function inPortions<T, R>(
  items: readonly T[],
  size: number,
  work: (portion: readonly T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += size) results.push(...(await work(items.slice(at, at + size))));
  return results;
}
