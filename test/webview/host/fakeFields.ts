import type { FieldView } from '../../../src/protocol/cubeEditor';
import { MEMORY_STATUSES, MEMORY_TYPES, MEMORY_VISIBILITIES } from '../../../src/engine/model/memory';
import type { FakeCube, FakeRecord } from './fakeCube';

const CONTROLS: Readonly<Record<string, FieldView['control']>> = {
  memory_type: 'enum',
  status: 'enum',
  visibility: 'enum',
  confidence: 'number',
  tags: 'tags',
  entities: 'tags',
  file_ids: 'tags',
  created_at: 'date',
  updated_at: 'date',
  background: 'longtext',
  embedding: 'vector',
  pinned: 'boolean',
};
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  memory_type: MEMORY_TYPES,
  status: MEMORY_STATUSES,
  visibility: MEMORY_VISIBILITIES,
};

export function fakeFields(cube: FakeCube, record: FakeRecord): FieldView[] {
  return Object.entries(record.metadata).map(([name, value]) => ({
    ...field(name, JSON.stringify(value)),
    changed: cube.setBy.get(`${record.id} ${name}`),
  }));
}

export function fakeAbsent(record: FakeRecord): FieldView[] {
  const names = ['entities', 'background', 'pinned', 'confidence', 'visibility'];
  return names.filter((name) => !(name in record.metadata)).map((name) => field(name, 'null'));
}

function field(name: string, raw: string): FieldView {
  const control = CONTROLS[name] ?? (raw.startsWith('"') ? 'text' : 'json');
  return { name, raw, control, options: OPTIONS[name], known: name !== 'pinned' };
}
