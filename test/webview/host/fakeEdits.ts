import type { JsonValue } from '../../../src/engine/base/json/types';
import type { Edit } from '../../../src/protocol/cubeEditor';
import { NOW } from './fakeCube';
import type { FakeCube } from './fakeCube';

let made = 0;

/** Carries an edit out and names the memories that it touched. */
export function applyFakeEdit(cube: FakeCube, edit: Edit): readonly string[] {
  switch (edit.kind) {
    case 'set':
      for (const key of edit.keys) setField(cube, key, edit.path, edit.raw);
      return edit.keys;
    case 'create': {
      const key = add(cube, edit.memory, {
        memory_type: edit.memoryType,
        status: 'activated',
        key: edit.title ?? '',
      });
      if (edit.parent !== null) cube.edges.push({ source: edit.parent, target: key, type: 'PARENT' });
      return [key];
    }
    case 'remove':
      if (edit.mode === 'removed') {
        cube.records = cube.records.filter(({ id }) => !edit.keys.includes(id));
        cube.edges = cube.edges.filter(
          ({ source, target }) => !edit.keys.includes(source) && !edit.keys.includes(target),
        );
      } else
        for (const key of edit.keys) setField(cube, key, ['metadata', 'status'], JSON.stringify(edit.mode));
      return edit.keys;
    case 'duplicate':
      return edit.keys.map((key) => add(cube, cube.get(key)?.memory ?? '', { ...cube.get(key)?.metadata }));
    case 'merge': {
      const merged = add(cube, edit.memory, { ...cube.get(edit.keys[0] ?? '')?.metadata });
      for (const key of edit.keys) {
        setField(cube, key, ['metadata', 'status'], '"archived"');
        cube.edges.push({ source: key, target: merged, type: 'MERGED_TO' });
      }
      return [merged];
    }
    case 'split':
      return edit.parts.map((part) =>
        add(cube, part, { ...cube.get(edit.key)?.metadata, key: part.slice(0, 30) }),
      );
    case 'reparent':
      cube.edges = cube.edges.filter(({ type, target }) => type !== 'PARENT' || !edit.keys.includes(target));
      for (const target of edit.keys) {
        if (edit.parent !== null) cube.edges.push({ source: edit.parent, target, type: 'PARENT' });
      }
      return edit.keys;
    case 'tag':
      for (const key of edit.keys) {
        const tags = (cube.get(key)?.metadata['tags'] ?? []) as string[];
        const next = [...tags.filter((tag) => !edit.remove.includes(tag)), ...edit.add];
        setField(cube, key, ['metadata', 'tags'], JSON.stringify(next));
      }
      return edit.keys;
    case 'link':
      cube.edges.push(edit.edge);
      return [edit.edge.source];
    case 'unlink':
      cube.edges = cube.edges.filter((edge) => JSON.stringify(edge) !== JSON.stringify(edit.edge));
      return [edit.edge.source];
  }
}

function setField(cube: FakeCube, key: string, path: readonly (string | number)[], raw: string | null): void {
  const record = cube.get(key);
  if (!record) throw new Error(`No memory ${key}`);
  const value = raw === null ? undefined : (JSON.parse(raw) as JsonValue);
  const reason = `Set ${String(path.at(-1))} of “${record.memory.slice(0, 20)}”`;
  cube.setBy.set(`${key} ${String(path.at(-1))}`, { at: NOW, actor: 'user', reason });
  if (path[0] === 'memory') record.memory = typeof value === 'string' ? value : '';
  else if (value === undefined) Reflect.deleteProperty(record.metadata, String(path[1]));
  else record.metadata[String(path[1])] = value;
}

function add(cube: FakeCube, memory: string, metadata: Record<string, JsonValue>): string {
  const id = `made-${++made}`;
  cube.records.push({ id, memory, metadata: structuredClone(metadata) });
  return id;
}
