const crypto = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { freePort } = require('./freePort');
const { startGuarded } = require('./guarded');
const { ensureNeo4j } = require('./neo4jInstall');

const opens = ['java.nio', 'java.io', 'sun.nio.ch', 'java.lang'].map(
  (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);

/**
 * @typedef {{ uri: string, user: string, password: string, database: string }} Neo4jAddress
 * @typedef {Neo4jAddress & { pid: number, stop: () => Promise<void>, restart: () => Promise<void> }} Neo4jServer
 */

/**
 * Memory in MB, and whether its Java compiles quickly rather than well: for tests, which start it often and ask little.
 * @typedef {{ heap: number, pageCache: number, quickStart: boolean }} Neo4jSize
 */

/** @typedef {import('./oldNeo4j').OldNeo4j} OldNeo4j */

/** @type {Neo4jSize} */
const SMALL = { heap: 640, pageCache: 64, quickStart: true };

/**
 * Starts a Neo4j of its own with authentication on, in a temporary folder, on a free port of the loopback
 * address, and waits until Bolt answers. It ends with `stop`, and by itself when this process goes.
 * @param {(line: string) => void} [say]
 * @param {Neo4jSize} [size]
 * @param {OldNeo4j} [old] an older release, with the words of its time for settings and administration
 * @returns {Promise<Neo4jServer>} `stop` removes its folder; `restart` is a stop and a start with the data kept
 */
async function startNeo4j(say = () => {}, size = SMALL, old = undefined) {
  const lib = await ensureNeo4j(say, old);
  const before5 = Number.parseInt(old?.version ?? '5', 10) < 5;
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'memcube-neo4j-'));
  const port = await freePort();
  const password = crypto.randomBytes(12).toString('hex');
  writeConfiguration(home, before5 ? settingsBefore5(port, size) : settings(port, size, old === undefined));
  const env = { ...process.env, NEO4J_HOME: home, NEO4J_CONF: path.join(home, 'conf') };
  const start = ['-cp', path.join(lib, '*')];
  const admin = ['org.neo4j.cli.AdminTool', ...(before5 ? [] : ['dbms']), 'set-initial-password', password];
  await execOrThrow('java', ['-Xmx128m', ...opens, ...start, ...admin], { env, name: 'neo4j-admin' });
  const folders = [`--home-dir=${home}`, `--config-dir=${path.join(home, 'conf')}`];
  const quick = size.quickStart ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] : [];
  const args = ['-Xms128m', `-Xmx${size.heap}m`, ...quick, ...opens, ...start];
  const run = () => launch([...args, 'org.neo4j.server.CommunityEntryPoint', ...folders], home, port, env);
  let server = await run();
  return {
    uri: `neo4j://127.0.0.1:${port}`,
    user: 'neo4j',
    password,
    database: 'neo4j',
    get pid() {
      return server.pid;
    },
    restart: async () => {
      await server.end({ keep: true });
      server = await run();
    },
    stop: () => server.end({ keep: false }),
  };
}

/** @param {string} home @param {readonly string[]} lines */
function writeConfiguration(home, lines) {
  fs.mkdirSync(path.join(home, 'conf'), { recursive: true });
  fs.writeFileSync(path.join(home, 'conf', 'neo4j.conf'), `${lines.join('\n')}\n`);
}

/** @param {number} port @param {Neo4jSize} size @param {boolean} current settings that earlier releases refuse */
function settings(port, { pageCache }, current) {
  return [
    `server.bolt.listen_address=127.0.0.1:${port}`,
    `server.bolt.advertised_address=127.0.0.1:${port}`,
    'server.http.enabled=false',
    'server.https.enabled=false',
    'dbms.security.auth_minimum_password_length=8',
    `server.memory.pagecache.size=${pageCache}m`,
    'db.tx_log.preallocate=false',
    'server.directories.import=import',
    ...(current ? ['dbms.usage_report.enabled=false'] : []),
  ];
}

/** @param {number} port @param {Neo4jSize} size */
function settingsBefore5(port, { pageCache }) {
  return [
    'dbms.connector.bolt.enabled=true',
    `dbms.connector.bolt.listen_address=127.0.0.1:${port}`,
    `dbms.connector.bolt.advertised_address=127.0.0.1:${port}`,
    'dbms.connector.http.enabled=false',
    'dbms.connector.https.enabled=false',
    `dbms.memory.pagecache.size=${pageCache}m`,
  ];
}

/** @param {string[]} args @param {string} home @param {number} port @param {NodeJS.ProcessEnv} env */
function launch(args, home, port, env) {
  const log = path.join(home, 'logs', 'neo4j.log');
  return startGuarded({
    name: 'Neo4j',
    folder: home,
    program: 'java',
    args,
    env,
    answers: () => answers(port),
    said: () => (fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-2000) : ''),
  });
}

/** Whether a Bolt handshake is answered: the four bytes of a version. @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const settle = (/** @type {boolean} */ good) => {
      socket.destroy();
      resolve(good);
    };
    socket.setTimeout(2000, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
    socket.once('connect', () =>
      socket.write(Buffer.from('6060b01700000005000004040000000400000003', 'hex')),
    );
    socket.once('data', (reply) => settle(reply.length === 4 && reply.some((byte) => byte !== 0)));
  });
}

module.exports = { startNeo4j };
