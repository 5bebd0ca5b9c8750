import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBatch } from '../../../src/engine/ingest/applyBatch';
import { RESOLUTIONS } from '../../../src/engine/model/proposal';
import { dialogue, openForIngest, sourceOf } from './ingestCube';

const PLACES = ['Oslo', 'Bergen', 'Oslo in Norway'];
const textArb = fc.oneof(
  fc.constantFrom(...PLACES).map((place) => `I live in ${place}.`),
  fc.constantFrom('I like herring.', "I don't like herring.", 'I LIKE herring!'),
  fc
    .constantFrom('two', 'three', '3', '4')
    .map(
      (n) => `On Sunday we walked around the lake with the ${n} dogs and then ate waffles at the old mill`,
    ),
  fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.trim() !== ''),
);
const said = (text: string): string => `user: ${text}`;
const metadata = { status: 'activated', memory_type: 'UserMemory', confidence: 0.5, tags: ['x'] };

const FORMATS: Record<string, (texts: readonly string[]) => string> = {
  tree_text: (texts) => {
    const nodes = texts.map((text, at) => ({ id: `m${at}`, memory: said(text), metadata }));
    const edges = nodes.slice(1).map(({ id }, at) => ({ source: `m${at}`, target: id, type: 'PARENT' }));
    return JSON.stringify({ nodes, edges }, null, 4);
  },
  naive_text: (texts) =>
    JSON.stringify(
      texts.map((text, at) => ({ id: `m${at}`, memory: said(text), metadata })),
      null,
      2,
    ),
  general_text: (texts) =>
    JSON.stringify(
      texts.map((text, at) => ({
        ...{ id: `m${at}`, vector: [0.25, 0.5] },
        payload: { id: `m${at}`, memory: said(text), metadata },
      })),
    ),
};

describe.each(Object.keys(FORMATS))('a batch applied to a %s cube', (format) => {
  it('is taken back byte for byte, whatever was decided', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(textArb, { minLength: 1, maxLength: 6 }),
        fc.array(textArb, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.constantFrom(...RESOLUTIONS, 'rejected' as const, undefined)),
        async (there, read, decisions) => {
          const cube = await openForIngest(FORMATS[format]!(there));
          expect(cube.target.format).toBe(format);
          const before = cube.session.memory.toBuffer();
          const { id, proposals } = await cube.read(sourceOf(dialogue(...read)));
          for (const [at, decision] of [...decisions.take(proposals.length)].entries()) {
            await cube.batches.decide(id, [proposals[at]!.id], decision);
          }
          const applied = await applyBatch(cube.batches, id, cube.target);
          const { added, replaced, merged, skipped } = applied.outcome;
          expect(added + replaced + merged + skipped).toBe(proposals.length);
          for (const { edge } of cube.session.memory.edges.slots) {
            expect([edge.source, edge.target].filter((end) => !cube.session.memory.has(end))).toEqual([]);
          }
          await cube.session.save();
          await applied.undo();
          expect(cube.session.memory.toBuffer().equals(before)).toBe(true);
          await cube.session.save();
          expect(readFileSync(join(cube.folder, 'textual_memory.json')).equals(before)).toBe(true);
          expect((await cube.batches.get(id)).state).toBe('review');
        },
      ),
      { numRuns: 25, verbose: true },
    );
  });
});
