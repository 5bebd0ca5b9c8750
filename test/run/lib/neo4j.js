const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { freePort } = require('./freePort');
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

/** @type {Neo4jSize} */
const SMALL = { heap: 640, pageCache: 64, quickStart: true };

/**
 * Starts a Neo4j of its own with authentication on, in a temporary folder, on a free port of the loopback
 * address, and waits until Bolt answers. It ends with `stop`, and by itself when this process goes.
 * @param {(line: string) => void} [say]
 * @param {Neo4jSize} [size]
 * @returns {Promise<Neo4jServer>} `stop` removes its folder; `restart` is a stop and a start with the data kept
 */
async function startNeo4j(say = () => {}, size = SMALL) {
  const lib = await ensureNeo4j(say);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'memcube-neo4j-'));
  const port = await freePort();
  const password = crypto.randomBytes(12).toString('hex');
  writeConfiguration(home, port, size.pageCache);
  const env = { ...process.env, NEO4J_HOME: home, NEO4J_CONF: path.join(home, 'conf') };
  const start = ['-cp', path.join(lib, '*')];
  const admin = ['org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', password];
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

/** @param {string} home @param {number} port @param {number} pageCache MB */
function writeConfiguration(home, port, pageCache) {
  fs.mkdirSync(path.join(home, 'conf'), { recursive: true });
  const lines = [
    `server.bolt.listen_address=127.0.0.1:${port}`,
    `server.bolt.advertised_address=127.0.0.1:${port}`,
    'server.http.enabled=false',
    'server.https.enabled=false',
    'dbms.usage_report.enabled=false',
    'dbms.security.auth_minimum_password_length=8',
    `server.memory.pagecache.size=${pageCache}m`,
    'db.tx_log.preallocate=false',
    'server.directories.import=import',
  ];
  fs.writeFileSync(path.join(home, 'conf', 'neo4j.conf'), `${lines.join('\n')}\n`);
}

/**
 * The server under a guard (neo4jGuard.js), which ends it when the pipe to this process breaks.
 * @param {string[]} args @param {string} home @param {number} port @param {NodeJS.ProcessEnv} env
 */
async function launch(args, home, port, env) {
  const guard = spawn(process.execPath, [path.join(__dirname, 'neo4jGuard.js'), home, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const pid = guard.pid;
  if (pid === undefined) throw new Error('Neo4j could not be started.');
  guard.stdin.on('error', () => {});
  let gone = false;
  const ended = new Promise((resolve) => guard.once('close', () => resolve((gone = true))));
  /** @param {{ keep: boolean }} data whether its folder is of use afterwards */
  const end = async ({ keep }) => {
    if (keep) guard.stdin.write('stop\n');
    else guard.stdin.end();
    await ended;
  };
  for (const deadline = Date.now() + 90_000; Date.now() < deadline && !gone;) {
    if (await answers(port)) return { pid, end };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const log = path.join(home, 'logs', 'neo4j.log');
  const said = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-2000) : '';
  await end({ keep: false });
  throw new Error(`Neo4j did not answer on port ${port}:\n${said}`);
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
      socket.write(Buffer.from('6060b01700000005000000000000000000000000', 'hex')),
    );
    socket.once('data', (reply) => settle(reply.length === 4 && reply.some((byte) => byte !== 0)));
  });
}

module.exports = { startNeo4j };
