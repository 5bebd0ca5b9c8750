/**
 * Releases of Neo4j that must be refused, with what holds their server in Maven Central.
 * @typedef {{ version: string, group: string, artifact: string }} OldNeo4j
 */

module.exports = {
  /** The last before 5 that was kept up: `npm test` starts it. @type {OldNeo4j} */
  lastBefore5: { version: '4.4.44', group: 'org.neo4j', artifact: 'neo4j' },
  /** `npm run test:servers` starts these as well. @type {readonly OldNeo4j[]} */
  others: [
    // Its only protocol in common with the driver knows no databases.
    { version: '4.0.12', group: 'org.neo4j.app', artifact: 'neo4j-server' },
    // The last that lacks what MemOS needs.
    { version: '5.17.0', group: 'org.neo4j', artifact: 'neo4j' },
  ],
};
