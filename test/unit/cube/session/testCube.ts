import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, type EngineContext } from '../../../../src/engine/base/context';
import type { CubeSession } from '../../../../src/engine/cube/session/cubeSession';
import type { Op } from '../../../../src/engine/model/change';
import type { FieldPath } from '../../../../src/engine/model/memory';

/** A context whose clock moves on by a second with every look at it. */
export function testContext(start = Date.parse('2026-03-01T10:00:00Z')): EngineContext {
  let time = start;
  return { now: () => new Date((time += 1000)), newId: randomUUID, log: silentLogger };
}

/** A fresh folder with a text memory in it. */
export async function cubeWith(text: string | Buffer, name = 'textual_memory.json'): Promise<string> {
  const folder = await emptyFolder();
  await writeFile(join(folder, name), text);
  return folder;
}

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cube-'));
  await mkdir(folder, { recursive: true });
  return folder;
}

/** A copy of a fixture cube. */
export async function fixtureCube(name: 'mem_cube_2' | 'mem_cube_tree'): Promise<string> {
  const folder = await emptyFolder();
  await cp(`test/fixtures/cubes/${name}`, folder, { recursive: true });
  return folder;
}

/** Sets a field of a memory to a raw value, whatever it holds now. */
export function set(session: CubeSession, key: string, path: FieldPath, after: string | null): Op[] {
  return [{ op: 'update', key, path, before: session.memory.fieldRaw(key, path), after }];
}

export const by = { actor: 'user', reason: 'test' } as const;

/** Three memories in tree form. */
export const TREE = `{
    "nodes": [
        {
            "id": "a",
            "memory": "first",
            "metadata": { "status": "activated", "tags": ["x", "y"], "info": {"n": 1, "m": 2} }
        },
        {
            "id": "b",
            "memory": "second",
            "metadata": {"status": "activated", "confidence": 90.0}
        } ,
        {
            "id": "c",
            "memory": "third",
            "metadata": {}
        }
    ],
    "edges": [
        {"source": "a", "target": "b", "type": "PARENT"}
    ],
    "total_nodes": 3,
    "total_edges": 1
}
`;
