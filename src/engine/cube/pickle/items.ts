import { cacheLayers } from './cacheLayers';
import { describeCache, measureLayers } from './cacheShape';
import type { CacheDescription } from './cacheShape';
import type { InspectionContext } from './context';
import { as, kindOf, sequence } from './nodes';
import type { DictNode, Node, ObjectNode, TensorNode } from './nodes';
import type { ActivationItem, ActivationRecords, TensorStatistics } from '../../model/activationReport';
import { dictionary } from './toJson';

const kinds = new Map<string, ActivationItem['kind']>([
  ['memos.memories.activation.item.KVCacheItem', 'kv'],
  ['memos.memories.activation.item.VLLMKVCacheItem', 'vllm'],
  ['memos.memories.activation.item.ActivationMemoryItem', 'activation'],
]);

/** Makes the describer of one file's items. */
export function itemDescriber(
  context: InspectionContext,
  statistics: boolean,
): (node: Node, key: string | undefined) => ActivationItem | undefined {
  const describeMemory = memoryDescriber(context, statistics);
  return (node, key) => {
    const object = as(node, 'object');
    const fields = object === undefined ? undefined : fieldsOf(object);
    if (object === undefined || fields === undefined || !object.className.startsWith('memos.')) {
      const message = `A ${kindOf(node)} stands where an activation memory is expected.`;
      context.problems.push({ code: 'not-an-item', message, ...(key === undefined ? {} : { item: key }) });
      return undefined;
    }
    const old = fields.named.has('kv_cache') || fields.named.has('kv_cache_id');
    const id = text(fields.named.get(old ? 'kv_cache_id' : 'id')) ?? key ?? '';
    const memory = fields.named.get(old ? 'kv_cache' : 'memory');
    const metadata = as(fields.named.get('metadata'), 'dict');
    noteIdentity(context, { id, key, old });
    const shape = describeMemory(memory, id);
    const prompt = text(memory) ?? null;
    if (shape.layers === 0 && prompt === null) {
      context.problems.push({
        code: 'no-memory',
        message: 'The item holds neither a cache nor a prompt.',
        item: id,
      });
    }
    return {
      id,
      layout: old ? 'old' : 'current',
      kind: kinds.get(object.className) ?? 'unknown',
      className: object.className,
      sourceText: charged(text(metadata?.named.get('source_text')), context),
      extractedAt: time(metadata?.named.get('extracted_at')),
      prompt: charged(prompt ?? undefined, context),
      records: recordsOf(fields.named.get('records'), context),
      metadata: metadata === undefined ? {} : dictionary(metadata.named, context.budget),
      ...shape,
    };
  };
}

/** A cache that several items share is described and measured once, and so is a tensor. */
function memoryDescriber(
  context: InspectionContext,
  statistics: boolean,
): (memory: Node | undefined, item: string) => CacheDescription {
  const known = new Map<Node | undefined, CacheDescription>();
  const measured = new Map<TensorNode, TensorStatistics | null>();
  return (memory, item) => {
    const before = known.get(memory);
    if (before !== undefined) return before;
    const layers = cacheLayers(memory) ?? [];
    const shape = describeCache(layers, item, context.problems);
    const made = statistics ? { ...shape, perLayer: measureLayers(layers, context.budget, measured) } : shape;
    known.set(memory, made);
    return made;
  };
}

function noteIdentity(
  context: InspectionContext,
  { id, key, old }: { id: string; key: string | undefined; old: boolean },
): void {
  const add = (code: string, message: string): void =>
    void context.problems.push({ code, message, item: id });
  if (old)
    add('old-layout', "Written by an older MemOS; today's loads it and then finds no id and no memory.");
  if (id === '') add('no-id', 'The item has no id.');
  if (key !== undefined && key !== id)
    add('other-key', `The item is kept under another id, ${JSON.stringify(key)}.`);
}

/** The fields of a pydantic object: `__dict__` inside its pickled state, or the state itself. */
function fieldsOf(object: ObjectNode): DictNode | undefined {
  const state = as(object.state, 'dict');
  return as(state?.named.get('__dict__'), 'dict') ?? state;
}

function recordsOf(node: Node | undefined, context: InspectionContext): ActivationRecords | null {
  const object = as(node, 'object');
  const fields = object === undefined ? undefined : fieldsOf(object)?.named;
  if (fields === undefined) return null;
  const texts = sequence(fields.get('text_memories')) ?? [];
  const textMemories: string[] = [];
  for (const each of texts) {
    const one = text(each);
    if (one === undefined) continue;
    if (!context.budget.mayReport(one.length)) break;
    textMemories.push(one);
  }
  return {
    textMemories,
    composedTextMemory: charged(text(fields.get('composed_text_memory')), context) ?? '',
    timestamp: time(fields.get('timestamp')),
  };
}

function text(node: Node | undefined): string | undefined {
  return typeof node === 'string' ? node : undefined;
}

/** Text for the report, or `…` once a file has repeated its texts too often. */
function charged(value: string | undefined, context: InspectionContext): string | null {
  if (value === undefined) return null;
  return context.budget.mayReport(value.length) ? value : '…';
}

function time(node: Node | undefined): string | null {
  return text(node) ?? as(node, 'time')?.iso ?? null;
}
