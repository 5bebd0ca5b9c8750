import { recall } from '../floor.ts';
import type { Bed } from '../measureStore.ts';
import { openLanceDb } from './lanceDb.ts';

/** LanceDB on the same documents and questions. */
export async function measurePeer(
  installed: string,
  folder: string,
  { meter, documents, asked, exact }: Bed,
): Promise<void> {
  const started = performance.now();
  const table = await openLanceDb(installed, folder, documents);
  meter.add('lancedb.rate', (1000 * documents.length) / (performance.now() - started));
  for (const question of asked.slice(0, 5)) await table.hybrid(question);
  for (const [at, question] of asked.entries()) {
    const found = await meter.time('lancedb.vector', () => table.vector(question));
    meter.add('lancedb.recall', recall(found, exact[at]!));
    await meter.time('lancedb.hybrid', () => table.hybrid(question));
  }
}
