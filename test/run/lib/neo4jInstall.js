/*
 * A real Neo4j Community without Docker and without a tarball: its jars come from Maven Central, pinned in
 * test/run/neo4j/pom.xml, about 116 MB. Older ones, which must be refused, come the same way (older.xml).
 */
const fs = require('node:fs');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { withLock } = require('./lock');
const paths = require('./paths');
const { ensureSystemPackages } = require('./systemPackages');

const projects = path.join(paths.root, 'test', 'run', 'neo4j');

/** @typedef {import('./oldNeo4j').OldNeo4j} OldNeo4j */

/**
 * Makes sure that the jars are there and are of the version we test with, or of the older one that is asked for.
 * @param {(line: string) => void} say
 * @param {OldNeo4j} [old]
 * @returns {Promise<string>} the folder with the jars
 */
async function ensureNeo4j(say, old) {
  const folder = old ? `${paths.neo4j}-${old.version}` : paths.neo4j;
  const jars = path.join(folder, 'lib');
  const project = path.join(projects, old ? 'older.xml' : 'pom.xml');
  const isGood = () => {
    const stamp = complete(folder);
    return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fs.readFileSync(project, 'utf8');
  };
  if (isGood()) return jars;
  return withLock(
    `${folder}.lock`,
    async () => {
      if (!isGood()) await install(say, { project, folder, jars, old });
      return jars;
    },
    say,
  );
}

/** What stands in a folder that is whole. @param {string} folder */
function complete(folder) {
  return path.join(folder, 'complete');
}

/**
 * @param {(line: string) => void} say
 * @param {{ project: string, folder: string, jars: string, old: OldNeo4j | undefined }} what
 */
async function install(say, { project, folder, jars, old }) {
  await ensureSystemPackages(say);
  const started = Date.now();
  const name = old ? `Neo4j ${old.version}` : 'Neo4j';
  say(`fetching ${name} from Maven Central, about 100 MB`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(jars, { recursive: true });
  const release = Object.entries(old ?? {}).map(([key, value]) => `-Dneo4j.${key}=${value}`);
  await execOrThrow(
    'mvn',
    ['-q', '-B', '-f', project, ...release, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
    { cwd: folder, log: path.join(paths.logs, 'maven.log'), name: 'mvn', timeoutMs: 540_000 },
  );
  if (!fs.readdirSync(jars).some((file) => file.startsWith('neo4j-bolt')))
    throw new Error(`Maven ended well, and yet Neo4j is not in ${jars}.`);
  fs.copyFileSync(project, complete(folder));
  say(`${name} is ready after ${Math.round((Date.now() - started) / 1000)} s`);
}

module.exports = { ensureNeo4j };
