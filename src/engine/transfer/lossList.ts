import { parseJson } from '../base/json/parse';
import { sameRaw } from '../base/json/sameRaw';
import type { JsonObjectNode, RawJson } from '../base/json/types';
import { nodeAt, nodeValue } from '../base/json/value';
import type { Edge } from '../model/memory';
import type { Loss, LossReport } from '../model/store';
import type { ExportPart } from '../store/port';
import { normalised } from '../store/sqlite/vectorBytes';

type MemoryItem = Extract<ExportPart, { kind: 'memories' }>['memories'][number];

const MOST = 1000;
/** Longer texts are cut in a report. */
const LENGTH = 500;
/** Vectors are the same where their numbers differ by less; they are kept with 32 bits and at length 1. */
const TOLERANCE = 1e-5;

/** A memory as the target gives it back. */
export interface ReadBack {
  readonly id: string;
  readonly raw: string;
  /** Its own vector. */
  readonly vector: Float32Array | undefined;
}

/** Collects what a copy lost. */
export class LossList {
  private readonly counts = new Map<string, number>();
  private readonly losses: Loss[] = [];

  /** Compares a memory with what came back of it. */
  compare(memory: MemoryItem, back: ReadBack | undefined): void {
    if (!back) {
      this.add('memory-missing', memory.id, '', memory.raw, '');
      return;
    }
    if (!sameRaw(memory.raw, back.raw)) this.compareRecords(memory.id, memory.raw, back.raw);
    const own = memory.vectors.find(({ embedder }) => embedder.name === '');
    if (own && !sameVector(own.vector, back.vector)) {
      const length = back.vector === undefined ? '' : String(back.vector.length);
      this.add('vector', memory.id, 'metadata.embedding', String(own.vector.length), length);
    }
  }

  edge({ source, target, type }: Edge): void {
    this.add('edge-missing', source, '', `${type} ${target}`, '');
  }

  report(written: { memories: number; edges: number }): LossReport {
    return { ...written, counts: Object.fromEntries(this.counts), losses: this.losses };
  }

  private compareRecords(id: string, before: RawJson, after: RawJson): void {
    const [a, b] = [fieldsOf(before), fieldsOf(after)];
    for (const [field, raw] of a) {
      const now = b.get(field);
      if (now === undefined) this.add('field-missing', id, field, raw, '');
      else if (!sameRaw(raw, now)) this.add(ruleOf(raw, now), id, field, raw, now);
    }
    for (const [field, raw] of b) if (!a.has(field)) this.add('field-added', id, field, '', raw);
    const common = (one: Map<string, string>, other: Map<string, string>) =>
      [...one.keys()].filter((field) => other.has(field)).join('\n');
    if (common(a, b) !== common(b, a))
      this.add('member-order', id, '', [...a.keys()].join(', '), [...b.keys()].join(', '));
  }

  private add(rule: string, memory: string, field: string, before: string, after: string): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1);
    if (this.losses.length < MOST)
      this.losses.push({ rule, memory, field, before: cut(before), after: cut(after) });
  }
}

const cut = (text: string): string => (text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text);

/** The members of a record and of its metadata, as they are written. */
function fieldsOf(raw: RawJson): Map<string, RawJson> {
  const root = parseJson(raw);
  const fields = new Map<string, RawJson>();
  const take = (node: JsonObjectNode, lead: string): void => {
    for (const { key, value } of node.members) {
      if (lead === '' && key === 'metadata' && value.kind === 'object') take(value, 'metadata.');
      else fields.set(lead + key, raw.slice(value.start, value.end));
    }
  };
  const whole = nodeAt(root, []);
  if (whole?.kind === 'object') take(whole, '');
  return fields;
}

/** `number-token` where the same number is written otherwise, `text-token` for anything else that means the same. */
function ruleOf(before: RawJson, after: RawJson): string {
  const [a, b] = [nodeValue(parseJson(before)), nodeValue(parseJson(after))];
  if (JSON.stringify(a) !== JSON.stringify(b)) return 'value';
  return typeof a === 'number' ? 'number-token' : 'text-token';
}

function sameVector(a: Float32Array, b: Float32Array | undefined): boolean {
  if (b?.length !== a.length) return false;
  const [one, other] = [normalised(a), normalised(b)];
  return one.every((x, i) => Math.abs(x - other[i]!) <= TOLERANCE);
}
