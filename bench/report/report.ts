/** The report of a run in Markdown. */
import type { Case, RunOptions } from '../lib/results.ts';
import { budgetTable } from './budgets.ts';
import { ACTIVATION, CHANGING, GRAPH, HISTORY, INGEST, LOOKING, MEMORY, SEARCH } from './rows.ts';
import { memoryRatios } from './memoryRatios.ts';
import { table } from './table.ts';

const INTRODUCTION = `# Benchmarks

What \`npm run bench\` measured on one machine; run it to have your own figures. Each cell is a median with the
lowest and the highest value. Milliseconds depend on the machine and on what else it does: the ratios, to
what the same bytes cost without us in the same run, are what counts.`;

/** Writes the whole report; parts that were not run are left out. */
export function report(cases: readonly Case[], machine: readonly string[], options: RunOptions): string {
  const of = (group: Case['group']): Case[] => cases.filter((one) => one.group === group);
  const [engine, history, search, ingest] = [of('engine'), of('history'), of('search'), of('ingest')];
  const [activation, graph] = [of('activation'), of('graph')];
  const sections = [
    INTRODUCTION,
    machine.map((line) => `- ${line}`).join('\n'),
    `## Budgets\n\nMedians, or what the line says, against the limits in \`bench/budgets.json\`; a budget with several lines is met when all of them are.\n\n${budgetTable(cases)}`,
  ];
  if (engine.length > 0) {
    sections.push(
      `## Opening and looking\n\nCubes made by \`bench/generate.ts\`, no vectors; long things ${String(options.repetitions)} times after a warm-up, the first open and the memory once in each of ${String(options.repetitions)} fresh processes, short things on 50 memories chosen by a seed. A check for problems that takes over ten seconds is measured once, without a warm-up. Floors are measured in a process of their own before the rest, so that a load that changes meanwhile distorts a ratio: where ranges are wide, compare the lowest values.\n\n${table(LOOKING, engine, 'ms')}`,
      `## Changing and saving\n\nExcept where it says “in memory alone”, an edit is measured from the request until it is flushed to the disk and the first page of the outline is there again.\n\n${table(CHANGING, engine, 'ms')}`,
      `## Memory\n\n${table(MEMORY, engine, 'MB')}\n\n${memoryRatios(engine)}`,
    );
  }
  if (history.length > 0) sections.push(`## Journal and history\n\n${table(HISTORY, history, 'ms')}`);
  if (search.length > 0) {
    sections.push(
      `## Search\n\nMemories of a generated cube (40 of 100 in Chinese) with their relations and vectors of 384 numbers; 200 questions, each asked once after five others (Neo4j the first 100 of them). The vector of a question is given, so no model's time is in it. The whole search is the product's \`Searcher.search\` for ten hits, from the text of the question to the finished answer: candidates by words and by vectors, their relations and neighbours, all parts of all scores, gates, facets, snippets. LanceDB compares every vector too, fuses by reciprocal rank and gives ten ids. Recall is the share of the ten exact nearest that was found. Neo4j runs on the same machine, with the indexes that a person is offered, 2 GB of heap and 1 GB of page cache.\n\n${table(SEARCH, search, 'ms')}`,
    );
  }
  if (ingest.length > 0) {
    sections.push(
      `## Ingest\n\nA generated dialogue as OpenAI's messages in JSON, each message one memory, into an empty cube in a folder: read, compared with all before it for duplicates and contradictions, kept for review, accepted, applied and saved. With the embedder (all-MiniLM-L6-v2, Q8_0, llama.cpp in its own process) every memory gets a vector, by which likeness is judged as well; the embedder alone gets the same texts in the same portions from the same process.\n\n${table(INGEST, ingest, 'ms')}`,
    );
  }
  if (activation.length > 0) {
    sections.push(
      `## Activation\n\nThe packaged extension in the real VS Code (code-server), by its own log, after one window as a warm-up. The time is that of our own code; reading and compiling the bundle, which VS Code does before, is not in it.\n\n${table(ACTIVATION, activation, 'ms')}`,
    );
  }
  if (graph.length > 0) {
    sections.push(
      `## Graph\n\nThe bundled cube editor in Chromium, with software rendering (no graphics card), fed by the engine, each movement for five seconds. The engine offers at most 5,000 memories at a time; a larger picture is given to the view all the same, which no person can ask for yet. From far all memories are drawn on a canvas with the titles of a few; titles of all are there only close up, where few memories are in sight. Two windows for each picture.\n\n${table(GRAPH, graph, 'ms')}`,
    );
  }
  return `${sections.join('\n\n')}\n`;
}
