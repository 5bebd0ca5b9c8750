import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CubeSession } from '../../engine/cube/session/cubeSession';
import { facetsOf } from '../../engine/cube/outline/facets';
import { recordData, textOf } from '../../engine/cube/outline/recordData';
import { estimateTokens } from '../../engine/base/tokens';
import type { Facet } from '../../engine/model/query';
import type { CliContext } from '../context';
import { findKey } from '../cube/findKey';
import { withCube } from '../cube/openCube';
import { shownPath } from '../cube/paths';
import { bytesText, counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import { pairs } from '../output/table';
import type { Result } from '../result';
import { showMemory } from './showMemory';

/** Tags and the like that the summary names before it says how many more there are. */
const MOST_NAMES = 12;

/** `openmem show <cube> [id]`: a cube at a glance, or everything about one memory. */
export async function show(context: CliContext, path: string, id: string | undefined): Promise<Result> {
  return withCube(context, path, async (session) =>
    id === undefined
      ? showCube(context, session)
      : showMemory(context, session, findKey(session.memory.byKey, id)),
  );
}

async function showCube(context: CliContext, session: CubeSession): Promise<Result> {
  const { memory, cube } = session;
  const { types, statuses, tags, edgeTypes } = facetsOf(memory);
  let tokens = 0;
  for (const slot of memory.slots()) tokens += estimateTokens(textOf(memory, recordData(memory, slot)));
  const files = await Promise.all(
    [
      ['config', cube.configFile],
      ['text', session.textFile],
      ['activation', cube.activationFile],
      ['parametric', cube.parametricFile],
      ['preference', cube.preferenceFile],
    ].flatMap(([kind, file]) => (file === undefined ? [] : [sized(kind!, file)])),
  );
  const edges = memory.edges.slots.length;
  return {
    notes: cube.configError ? [cube.configError.describe()] : [],
    quiet: [plainLine(cube.name)],
    json: {
      name: cube.name,
      path: cube.folder,
      format: memory.format,
      memories: memory.size,
      edges,
      tokens,
      types,
      statuses,
      tags,
      edgeTypes,
      files,
      configError: cube.configError?.describe() ?? null,
    },
    lines: (style) => [
      style.bold(plainLine(cube.name)),
      ...pairs(
        [
          ['path', shownPath(context.cwd, cube.folder)],
          ['format', memory.format],
          ['memories', memory.size],
          ['relations', memory.hasEdges ? `${edges}${edges > 0 ? ` (${facetText(edgeTypes)})` : ''}` : null],
          ['tokens', `about ${tokens}`],
          ['types', facetText(types)],
          ['statuses', facetText(statuses)],
          ['tags', facetText(tags)],
          ...files.map(({ kind, file, bytes }) => [kind, `${basename(file)}, ${bytesText(bytes)}`] as const),
        ],
        style,
      ),
    ],
  };
}

async function sized(kind: string, file: string): Promise<{ kind: string; file: string; bytes: number }> {
  return { kind, file, bytes: (await stat(file)).size };
}

/** `fact 12, topic 3`, values that are empty left out of a list of one. */
function facetText(facets: readonly Facet[]): string {
  if (facets.every(({ value }) => value === '')) return '';
  const named = facets
    .slice(0, MOST_NAMES)
    .map(({ value, count }) => `${value === '' ? '(none)' : value} ${count}`);
  const more = facets.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${counted(more, 'more', 'more')}` : '');
}
