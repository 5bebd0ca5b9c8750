/**
 * A time as MemOS reads it in every Python it runs on and Neo4j reads it too: ISO 8601 with microseconds
 * and offset. The offset keeps a local time from being taken for UTC (memos-interop §2.8).
 */
export function isoTime(now: Date): string {
  return now.toISOString().replace(/(\.\d{3})Z$/, '$1000+00:00');
}
