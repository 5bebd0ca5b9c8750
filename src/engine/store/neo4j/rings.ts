import type { ManagedTransaction } from 'neo4j-driver';
import { cycleRoots, unreached } from '../cycleRoots';
import { asNumber } from './rows';
import type { Scope } from './scope';

/** Longer rings are not looked for: the search goes up along every relation. */
const LONGEST = 8;

/**
 * Memories of the tenant that stand at the top because they are each other's parents in a ring that nothing else
 * leads to: one of each, the first by id.
 */
export async function ringTops(tx: ManagedTransaction, scope: Scope): Promise<readonly string[]> {
  const { records } = await tx.run<{ parent: string; child: string }>(
    `MATCH (n:Memory) WHERE ${scope.of('n')} AND EXISTS { (n)-[:PARENT]->(:Memory) }
       AND EXISTS { MATCH (n)<-[:PARENT*2..${LONGEST}]-(n) }
     MATCH (above:Memory)-[:PARENT]->(n) WHERE ${scope.of('above')} AND above <> n
     RETURN DISTINCT above.id AS parent, n.id AS child ORDER BY child, parent`,
    scope.params,
  );
  if (records.length === 0) return [];
  const { ids, children } = unreached(
    records.map((record) => [record.get('parent'), record.get('child')] as const),
  );
  return cycleRoots([...ids], (id) => children(id).filter((child) => ids.has(child)));
}

/** The tops of rings as they were last found, as long as no relation to a parent came or went. */
export class Rings {
  private last: { readonly relations: number; readonly tops: readonly string[] } | undefined;

  async tops(tx: ManagedTransaction, scope: Scope): Promise<readonly string[]> {
    const { records } = await tx.run('MATCH ()-[r:PARENT]->() RETURN count(r) AS relations');
    const relations = asNumber(records[0]?.get('relations')) ?? 0;
    if (this.last?.relations !== relations) this.last = { relations, tops: await ringTops(tx, scope) };
    return this.last.tops;
  }

  /** Something was written here. */
  forget(): void {
    this.last = undefined;
  }
}
