import neo4j, { Neo4jError, type Driver } from 'neo4j-driver';
import { StudioError } from '../../base/errors';
import { isAway } from './problems';
import { protocolTooOld, requireVersion } from './version';

export interface ServerInfo {
  /** As `5.26.16`. */
  readonly version: string;
  readonly edition: string;
}

/**
 * What answers at the other end. `place` names it in errors. Rejects with `unsupported` for a server that is too
 * old or is no Neo4j, else with what the driver throws.
 */
export async function lookAt(driver: Driver, database: string, place: string): Promise<ServerInfo> {
  const [first] = await components(driver, database).catch(async (error: unknown) => {
    await refuseOldProtocol(driver, error, place);
    throw error;
  });
  if (first === undefined) {
    throw new StudioError('unsupported', 'The server does not say that it is Neo4j.', {
      remedy: 'Give the address of a Neo4j server.',
      place: { file: place },
    });
  }
  const server = { version: String(first.get('version')), edition: String(first.get('edition')) };
  requireVersion(server.version, place);
  return server;
}

async function components(driver: Driver, database: string) {
  const settings = { database, routing: neo4j.routing.READ };
  const { records } = await driver.executeQuery(
    `CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel'
     RETURN versions[0] AS version, edition`,
    {},
    settings,
  );
  return records;
}

/**
 * Neo4j 3.5 to 4.1 share with the driver only a protocol that knows no databases, older ones none at all. The driver
 * then says things that lead astray (“upgrade to 4.0” to a 4.0), with no code of a server. The first still tell their
 * version when they greet.
 */
async function refuseOldProtocol(driver: Driver, error: unknown, place: string): Promise<void> {
  if (!(error instanceof Neo4jError) || error.code.startsWith('Neo.') || isAway(error)) return;
  if (error.message.startsWith('Unknown Bolt protocol version')) throw protocolTooOld(place);
  if (await driver.supportsMultiDb()) return;
  const { agent } = await driver.getServerInfo();
  requireVersion(agent?.replace(/^Neo4j\//, '') ?? '', place);
}
