import { memoryId } from './cubePlan.ts';
import type { CubePlan } from './cubePlan.ts';
import { embedding } from './embedding.ts';
import { extraMetadata, toolSchema } from './extras.ts';
import type { MemoryType } from './kinds.ts';
import { float } from './pythonJson.ts';
import type { PythonValue } from './pythonJson.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { tags, text, textLength, title } from './sentences.ts';
import type { Language } from './sentences.ts';
import { source, usageEntry } from './sources.ts';
import { createdAt, later, neo4jTime, pythonTime } from './times.ts';

/** The node of a tree_text file at a position, newest first. Depends on the plan and the position only. */
export function memoryNode(plan: CubePlan, position: number): PythonValue {
  const { options } = plan;
  const random = createRandom(`${options.seed}/node/${String(position)}`);
  const created = createdAt(random, position, options.memories);
  const language: Language = random.chance(options.chinese) ? 'zh' : 'en';
  const kind = plan.kinds[position] ?? 'LongTermMemory';
  const topic = plan.tree.isTopic[position] === 1;
  const length =
    textLength(random, options.detail === 'full' ? 110 : 60) * (kind === 'RawFileMemory' ? 4 : 1);
  const memory = kind === 'ToolSchemaMemory' ? toolSchema(random) : text(random, language, length);
  const changed = later(random, created);
  const full = options.detail === 'full';
  const optional = (share: number): boolean => full || random.chance(share);
  const metadata: Record<string, PythonValue> = {};
  if (optional(0.2)) metadata['sources'] = topic ? [] : sources(random, language, created, memory);
  metadata['confidence'] = confidence(random, topic);
  if (optional(0.08)) metadata['usage'] = usage(random, created);
  metadata['created_at'] = neo4jTime(created);
  metadata['memory_type'] = kind;
  if (topic || optional(0.3))
    metadata['type'] = topic ? 'topic' : random.pick(['fact', 'event', 'opinion', 'procedure']);
  if (optional(0.3)) metadata['tags'] = tags(random, language, random.int(1, 4));
  if (optional(0.15)) metadata['updated_at'] = neo4jTime(changed);
  if (full) Object.assign(metadata, { session_id: 'default_session', user_id: 'bench', file_ids: [] });
  if (topic || full) metadata['background'] = topic ? title(random, language) : '';
  if (options.vectors > 0)
    metadata['embedding'] = embedding(options.seed, position, above(plan, position), options.vectors);
  if (topic || optional(0.5)) metadata['key'] = title(random, language);
  metadata['status'] = plan.links.archived.has(position) ? 'archived' : 'activated';
  if (optional(0.05))
    metadata['visibility'] = random.pick(['private', 'private', 'private', 'session', 'public']);
  Object.assign(
    metadata,
    version(random, language, created),
    extraMetadata(random, kind, language),
    chunk(plan, position, kind),
  );
  return { id: memoryId(plan, position), memory, metadata };
}

/** The topic whose direction a vector follows: the parent, or the memory itself at the top. */
function above(plan: CubePlan, position: number): number {
  const parent = plan.tree.parent[position] ?? -1;
  return parent < 0 ? position : parent;
}

function sources(random: Random, language: Language, time: number, memory: string): PythonValue[] {
  return Array.from({ length: random.chance(0.85) ? 1 : 2 }, () =>
    source(random, language, time, memory.slice(0, 40)),
  );
}

/** Both scales that are found in real cubes: 0 to 1, and percent in older ones. */
function confidence(random: Random, topic: boolean): PythonValue {
  return float(topic ? 0.66 : random.pick([0.99, 0.99, 0.99, 0.66, 90, 100]));
}

function usage(random: Random, created: number): PythonValue[] {
  if (random.chance(0.4)) return [];
  const times = Array.from({ length: random.int(1, 6) }, () => later(random, created)).sort((a, b) => a - b);
  return times.map((time) => usageEntry(pythonTime(time)));
}

/** One memory in fifty was changed before and remembers its first text. */
function version(random: Random, language: Language, created: number): Readonly<Record<string, PythonValue>> {
  if (!random.chance(0.02)) return {};
  const entry = {
    version: 1,
    is_fast: false,
    memory: text(random, language, 40),
    update_type: random.pick(['conflict', 'duplicate', 'extract', 'unrelated', 'feedback']),
    created_at: pythonTime(created),
  };
  return { version: 2, history: [entry] };
}

/** A chunk of a file names its neighbours and its summaries beside the edges. */
function chunk(plan: CubePlan, position: number, kind: MemoryType): Readonly<Record<string, PythonValue>> {
  if (kind !== 'RawFileMemory') return {};
  const targets = (type: string): string[] =>
    (plan.links.from.get(position) ?? [])
      .filter((link) => link.type === type)
      .map((link) => memoryId(plan, link.target));
  const [following] = targets('FOLLOWING');
  const [preceding] = targets('PRECEDING');
  return {
    summary_ids: targets('SUMMARY'),
    ...(following === undefined ? {} : { following_id: following }),
    ...(preceding === undefined ? {} : { preceding_id: preceding }),
  };
}
