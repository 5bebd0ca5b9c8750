import { touchedKeys, type Actor } from '../../model/change';
import type { MemoryKey } from '../../model/memory';
import type { SessionCore } from './sessionCore';
import { REASONS } from './reasons';
import { timeline } from './timeline';

/** One change of a cube as a whole. */
export interface CubeHistoryEntry {
  readonly changeId: string | undefined;
  readonly seq: number | undefined;
  readonly at: string;
  readonly actor: Actor;
  readonly reason: string;
  /** Memories that it touched, by the keys of then; empty where that is not known. */
  readonly keys: readonly MemoryKey[];
  readonly saved: boolean;
}

/** What happened to a cube, newest first, at most `limit` entries. */
export async function cubeHistoryOf(
  core: SessionCore,
  limit: number,
  signal?: AbortSignal,
): Promise<CubeHistoryEntry[]> {
  const found: CubeHistoryEntry[] = [];
  for await (const step of timeline(core, signal)) {
    if (found.length >= limit) break;
    const { at, seq } = step;
    if (step.kind === 'edit') {
      const { id: changeId, actor, reason, ops } = step.edit.change;
      const keys = [...new Set(ops.flatMap(touchedKeys))];
      found.push({ changeId, seq, at, actor, reason, keys, saved: seq !== undefined });
    } else if (step.kind === 'gap' || step.version.kind === 'external') {
      const ops =
        step.kind === 'version' && step.version.kind === 'external' ? step.version.entry.ops : undefined;
      const keys = [...new Set((ops ?? []).flatMap(touchedKeys))];
      const common = {
        changeId: undefined,
        actor: 'external',
        reason: REASONS.outside,
        saved: true,
      } as const;
      found.push({ ...common, seq, at, keys });
    }
  }
  return found;
}
