/*
 * A real Neo4j Community without Docker and without a tarball: its jars come from Maven Central, pinned in
 * test/run/neo4j/pom.xml, about 116 MB.
 */
const fs = require('node:fs');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { withLock } = require('./lock');
const paths = require('./paths');
const { ensureSystemPackages } = require('./systemPackages');

const project = path.join(paths.root, 'test', 'run', 'neo4j', 'pom.xml');
const jars = path.join(paths.neo4j, 'lib');
const complete = path.join(paths.neo4j, 'complete');

/**
 * Makes sure that the jars are there and are of the version we test with.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the folder with the jars
 */
async function ensureNeo4j(say) {
  if (isGood()) return jars;
  return withLock(
    `${paths.neo4j}.lock`,
    async () => {
      if (!isGood()) await install(say);
      return jars;
    },
    say,
  );
}

/** @returns {string} */
function wanted() {
  return fs.readFileSync(project, 'utf8');
}

/** @returns {boolean} */
function isGood() {
  return fs.existsSync(complete) && fs.readFileSync(complete, 'utf8') === wanted();
}

/** @param {(line: string) => void} say */
async function install(say) {
  await ensureSystemPackages(say);
  const started = Date.now();
  say('fetching Neo4j from Maven Central, about 116 MB');
  fs.rmSync(paths.neo4j, { recursive: true, force: true });
  fs.mkdirSync(jars, { recursive: true });
  await execOrThrow(
    'mvn',
    ['-q', '-B', '-f', project, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
    { cwd: paths.neo4j, log: path.join(paths.logs, 'maven.log'), name: 'mvn', timeoutMs: 540_000 },
  );
  if (!fs.readdirSync(jars).some((name) => name.startsWith('neo4j-bolt')))
    throw new Error(`Maven ended well, and yet Neo4j is not in ${jars}.`);
  fs.writeFileSync(complete, wanted());
  say(`Neo4j is ready after ${Math.round((Date.now() - started) / 1000)} s`);
}

module.exports = { ensureNeo4j };
