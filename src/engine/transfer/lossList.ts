import { parseJson } from '../base/json/parse';
import type { JsonNode, RawJson } from '../base/json/types';
import type { Edge } from '../model/memory';
import type { Loss, LossReport } from '../model/store';
import type { ExportedMemory } from '../store/port';
import { normalised } from '../store/sqlite/vectorBytes';
import { membersOf, ruleOf } from './lossRules';
import type { LossRule } from './lossTexts';

/** So many of a rule are listed; all are counted. */
const MOST = 200;
/** Longer texts are cut in a report. */
const LENGTH = 500;
/** Vectors are the same where their numbers differ by less; they are kept with 32 bits and at length 1. */
const TOLERANCE = 1e-5;

/** A difference, its rule one of those that are told in words. */
export type FoundLoss = Loss & { readonly rule: LossRule };

/** Collects what a copy lost. */
export class LossList {
  private readonly counts = new Map<LossRule, number>();
  private readonly losses: FoundLoss[] = [];

  /** Compares a memory with what came back of it. */
  compare(memory: ExportedMemory, back: ExportedMemory | undefined): void {
    const { id } = memory;
    if (!back) {
      this.add('memory-missing', { memory: id, before: memory.raw });
      return;
    }
    if (memory.raw !== back.raw || memory.vectorPlace !== back.vectorPlace) this.compareRecords(memory, back);
    if (memory.vectorRaw !== back.vectorRaw || memory.vectorRaw === undefined) {
      this.compareVectors(memory, back);
    }
    const names = new Set(back.vectors.map(({ embedder }) => embedder.name));
    for (const { embedder } of memory.vectors) {
      if (!names.has(embedder.name) && embedder.name !== '') {
        this.add('embedder-vector', { memory: id, before: embedder.name });
      }
    }
  }

  edge({ source, target, type }: Edge): void {
    this.add('edge-missing', { memory: source, before: `${type} ${target}` });
  }

  /** Counts a loss; '' stands for what is left out: of the cube as a whole, of a memory as a whole, nothing there. */
  add(
    rule: LossRule,
    { memory = '', field = '', before = '', after = '' }: Partial<Omit<Loss, 'rule'>>,
  ): void {
    const count = (this.counts.get(rule) ?? 0) + 1;
    this.counts.set(rule, count);
    if (count <= MOST) this.losses.push({ rule, memory, field, before: cut(before), after: cut(after) });
  }

  report(written: { memories: number; edges: number }): LossReport {
    return { ...written, counts: Object.fromEntries(this.counts), losses: this.losses };
  }

  private compareRecords(memory: ExportedMemory, back: ExportedMemory): void {
    const { id } = memory;
    const [a, b] = [fieldsOf(memory), fieldsOf(back)];
    for (const name of a.twice) this.add('duplicate-key', { memory: id, field: name });
    const spread = this.spreadInfo(id, a, b);
    for (const [field, before] of a.fields) {
      const after = b.fields.get(field);
      if (after !== undefined) {
        const rule = ruleOf(before, after);
        if (rule !== undefined) this.add(rule, { memory: id, field, before, after });
      } else if (!spread.has(field)) {
        this.add(before === 'null' ? 'null' : 'field-missing', { memory: id, field, before });
      }
    }
    for (const [field, after] of b.fields) {
      if (!a.fields.has(field) && !spread.has(field)) this.add('field-added', { memory: id, field, after });
    }
    const order = (one: Fields, other: Fields) =>
      one.order.filter((name) => other.order.includes(name)).join(', ');
    const [before, after] = [order(a, b), order(b, a)];
    if (before !== after) this.add('member-order', { memory: id, before, after });
    if (memory.raw.includes('\n') && (!back.raw.includes('\n') || sameButSpace(memory.raw, back.raw))) {
      this.add('white-space', { memory: id });
    }
  }

  /** Members of `metadata.info` that came back beside it; returns the fields that are settled with that. */
  private spreadInfo(id: string, a: Fields, b: Fields): Set<string> {
    const [info, settled] = [a.fields.get(INFO), new Set<string>()];
    const node = info === undefined ? undefined : parseJson(info);
    if (info === undefined || node?.kind !== 'object' || b.fields.has(INFO)) return settled;
    settled.add(INFO);
    this.add('info-spread', { memory: id, field: INFO, before: info });
    for (const [key, { start, end }] of membersOf(node)) {
      const [name, before] = [`metadata.${key}`, info.slice(start, end)];
      const after = b.fields.get(name);
      const rule =
        after === undefined ? (before === 'null' ? 'null' : 'field-missing') : ruleOf(before, after);
      if (rule !== undefined)
        this.add(rule, { memory: id, field: `${INFO}.${key}`, before, after: after ?? '' });
      settled.add(name);
    }
    return settled;
  }

  private compareVectors(memory: ExportedMemory, back: ExportedMemory): void {
    const [own, there] = [memory, back].map(({ vectors }) =>
      vectors.find(({ embedder }) => embedder.name === ''),
    );
    if (!own) return;
    const [before, after] = [memory.vectorRaw ?? '', back.vectorRaw ?? ''];
    const loss = { memory: memory.id, field: 'metadata.embedding', before, after };
    if (!sameVector(own.vector, there?.vector)) this.add('vector', loss);
    else if (before !== '' && after !== '') {
      const rule = ruleOf(before, after);
      if (rule !== undefined) this.add(rule, loss);
    }
  }
}

const cut = (text: string): string => (text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text);

const INFO = 'metadata.info';

interface Fields {
  /** Members of a record and of its metadata, as they are written; the vector apart. */
  readonly fields: Map<string, RawJson>;
  /** Their names in their order, the vector among them. */
  readonly order: string[];
  /** Names that stand there twice. */
  readonly twice: string[];
}

function fieldsOf({ raw, vectorRaw, vectorPlace }: ExportedMemory): Fields {
  const found: Fields = { fields: new Map(), order: [], twice: [] };
  const take = (node: JsonNode, lead: string): void => {
    if (node.kind !== 'object') return;
    const members = membersOf(node);
    for (const [key, value] of members) {
      const inside = lead === '' && key === 'metadata' && value.kind === 'object';
      if (node.members.filter((member) => member.key === key).length > 1) found.twice.push(lead + key);
      if (inside) take(value, 'metadata.');
      else found.fields.set(lead + key, raw.slice(value.start, value.end));
      if (!inside) found.order.push(lead + key);
    }
    if (lead === '' || vectorRaw === undefined) return;
    const start = found.order.length - members.size;
    found.order.splice(start + (vectorPlace ?? members.size), 0, 'metadata.embedding');
  };
  take(parseJson(raw), '');
  return found;
}

const sameButSpace = (a: RawJson, b: RawJson): boolean => a !== b && ruleOf(a, b) === undefined;

function sameVector(a: Float32Array, b: Float32Array | undefined): boolean {
  if (b?.length !== a.length) return false;
  const [one, other] = [normalised(a), normalised(b)];
  return one.every((x, i) => Math.abs(x - other[i]!) <= TOLERANCE);
}
