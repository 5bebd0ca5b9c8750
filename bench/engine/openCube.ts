import { randomUUID } from 'node:crypto';
import { silentLogger, type EngineContext } from '../../src/engine/base/context';
import { summaryOf } from '../../src/engine/cube/detail/summaryOf';
import { typeGroups } from '../../src/engine/cube/outline/childrenOf';
import { Outline } from '../../src/engine/cube/outline/outline';
import { CubeSession } from '../../src/engine/cube/session/cubeSession';
import { EMPTY_FILTER, type OutlineQuery } from '../../src/engine/model/query';

/** The clock and the ids of a real host; nothing is logged. */
export const context: EngineContext = { now: () => new Date(), newId: randomUUID, log: silentLogger };

/** Lines that a view of usual height asks for. */
export const PAGE = 60;

/** What the editor asks first. */
export const FIRST_QUERY: OutlineQuery = {
  filter: EMPTY_FILTER,
  sort: { by: 'file', descending: false },
  expanded: [],
  shape: 'tree',
};

/** A cube as it is when a person can begin to work in it. */
export interface UsableCube {
  readonly session: CubeSession;
  readonly outline: Outline;
}

/** Opens a cube up to a usable tree: the native tree's groups, the summary, and the first page of the editor's outline. */
export async function openCube(folder: string): Promise<UsableCube> {
  const session = await CubeSession.open(context, folder);
  typeGroups(session.memory);
  const { readOnly, dirty } = session;
  summaryOf(session.memory, { name: '', path: '', readOnly, dirty, problems: 0, recovered: 0 });
  const outline = new Outline(session.memory, context);
  await outline.update(FIRST_QUERY);
  outline.page(0, PAGE);
  return { session, outline };
}
