/** What `openmem search` prints for people. */
import type { ScorePart, SearchHit, SearchResult, WhyNot } from '../../engine/model/search';
import { filled } from '../../engine/retrieval/sentences';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import { table } from '../output/table';

const BAR = 16;
/** One sign for each part, so that a bar tells of what it is made. */
const SIGNS: Readonly<Record<ScorePart['name'], string>> = {
  lexical: 'w',
  lexicalContext: 'W',
  vector: 'm',
  vectorContext: 'M',
  session: 's',
  graph: 'g',
  time: 't',
  person: 'p',
  tag: '#',
  coverage: 'c',
  detail: 'd',
  question: '?',
  kind: 'k',
  rerank: 'r',
};

export function* hitLines(result: SearchResult, explain: boolean, style: Style): Generator<string> {
  const { hits, costs, candidates, embedder } = result;
  if (hits.length === 0) yield 'Nothing was found.';
  else {
    const most = Math.max(...hits.map(({ parts }) => positive(parts)));
    yield* table<SearchHit>(
      [
        { title: 'SCORE', cell: ({ score }) => score.toFixed(3), align: 'right' },
        { title: 'PARTS', cell: ({ parts }) => bar(parts, most), colour: ({ dim }) => dim },
        { title: 'ID', cell: ({ key }) => key.slice(0, 8) },
        { title: 'TYPE', cell: ({ row }) => row.type },
        { title: 'TEXT', cell: ({ snippet }) => snippet.text, most: 80 },
      ],
      hits,
      style,
    );
  }
  if (explain) for (const hit of hits) yield* explained(hit, style);
  const ms = costs.reduce((sum, cost) => sum + cost.ms, 0);
  const by = embedder ? `words and ${embedder.name}` : 'words';
  yield style.dim(`${counted(hits.length, 'hit')} of ${candidates} candidates by ${by}, ${ms.toFixed(1)} ms`);
  if (explain) {
    yield style.dim(costs.map((cost) => `${cost.stage} ${cost.ms.toFixed(2)} ms`).join(', '));
    yield style.dim(
      `Parts: ${Object.entries(SIGNS)
        .map(([name, sign]) => `${sign} ${name}`)
        .join(', ')}`,
    );
  }
}

const positive = (parts: readonly ScorePart[]): number =>
  parts.reduce((sum, { share }) => sum + Math.max(0, share), 0);

function bar(parts: readonly ScorePart[], most: number): string {
  if (most <= 0) return '';
  return parts
    .map(({ name, share }) => SIGNS[name].repeat(Math.round((Math.max(0, share) / most) * BAR)))
    .join('');
}

function* explained(hit: SearchHit, style: Style): Generator<string> {
  yield '';
  yield `${style.bold(plainLine(hit.key))}  ${plainLine(hit.row.title)}`;
  yield* partLines(hit.parts, style);
  yield* gateLines(hit.gates, style);
  const found = hit.found.map(({ by, place }) => `${by} #${place}`).join(', ');
  yield `  ${style.dim('found by')} ${found}`;
}

function* partLines(parts: readonly ScorePart[], style: Style): Generator<string> {
  const rows = table<ScorePart>(
    [
      { title: 'PART', cell: ({ name }) => name },
      { title: 'RAW', cell: ({ raw }) => raw, align: 'right' },
      { title: 'NORMAL', cell: ({ normal }) => normal, align: 'right' },
      { title: 'WEIGHT', cell: ({ weight }) => weight, align: 'right' },
      { title: 'SHARE', cell: ({ share }) => share, align: 'right' },
    ],
    parts,
    style,
  );
  for (const row of rows) yield `  ${row}`;
}

function* gateLines(gates: SearchHit['gates'], style: Style): Generator<string> {
  for (const { name, passed, value, limit } of gates) {
    const sign = passed ? style.green('passed') : style.red('fell  ');
    yield `  ${sign} ${name}  ${style.dim(plainLine(limit === '' ? value : `${value} (${limit})`))}`;
  }
}

export function* whyNotLines(answer: WhyNot, style: Style): Generator<string> {
  const { key, fell, gates, parts, score, place, lastHit, remedy } = answer;
  yield fell === undefined
    ? `${plainLine(key)} is among the hits.`
    : `${plainLine(key)} fell at ${style.bold(fell)}.`;
  yield* gateLines(gates, style);
  if (score !== undefined) {
    yield `Score ${score}${place === undefined ? '' : `, place ${place}`}${lastHit === undefined ? '' : `; the last hit has ${lastHit}`}`;
    yield* partLines(parts, style);
  }
  if (remedy) yield `${style.bold('Smallest change:')} ${plainLine(filled(remedy.message, ...remedy.args))}`;
  else if (fell !== undefined) yield 'No change of the search was found that admits it.';
}
