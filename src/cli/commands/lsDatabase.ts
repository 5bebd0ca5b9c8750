import { formatNeo4jAddress } from '../../engine/store/neo4j/address';
import { testNeo4j } from '../../engine/store/neo4j/inspect';
import type { CliContext } from '../context';
import { neo4jPlace } from '../cube/openStore';
import { counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import { table } from '../output/table';
import type { Result } from '../result';

/** The tenants of a Neo4j database as cubes, most memories first; with a tenant in the address only that. */
export async function lsDatabase(context: CliContext, place: string): Promise<Result> {
  const { address, credentials } = await neo4jPlace(place);
  const { server, tenants } = await testNeo4j(address, credentials, context.signal);
  const cubes = tenants
    .filter(({ name }) => address.tenant === undefined || name === address.tenant)
    .map(({ name, memories, lastChange = null }) => {
      const at = formatNeo4jAddress({ ...address, tenant: name ?? undefined });
      return { name, address: at, memories, lastChange };
    });
  const shown = formatNeo4jAddress(address);
  return {
    json: { address: shown, server, cubes },
    quiet: cubes.map((cube) => plainLine(cube.address)),
    lines: (style) => {
      if (cubes.length === 0) return [`No cubes in ${plainLine(shown)}.`];
      const rows = table(
        [
          { title: 'NAME', cell: ({ name }) => name ?? '', most: 40, colour: ({ bold }) => bold },
          { title: 'MEMORIES', cell: ({ memories }) => memories, align: 'right' },
          { title: 'CHANGED', cell: ({ lastChange }) => lastChange ?? '' },
          { title: 'ADDRESS', cell: (cube) => cube.address, most: 120 },
        ],
        cubes,
        style,
      );
      return [...rows, style.dim(counted(cubes.length, 'cube'))];
    },
  };
}
