const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

/** @typedef {{ name: string, size: number, packed: number, method: number, at: number }} ZipEntry sizes in bytes */

/**
 * Lists the files of a zip by its central directory (PKWARE APPNOTE 4.3.12), which is all that checking a VSIX
 * takes.
 * @param {string} file
 * @returns {ZipEntry[]}
 */
function listZip(file) {
  return entriesOf(fs.readFileSync(file), file);
}

/**
 * The contents of some files of a zip, checked against their lengths.
 * @param {string} file
 * @param {readonly string[]} names
 * @returns {Map<string, Buffer>} by name
 * @throws {Error} when one is missing, is packed in a way not known here, or is damaged
 */
function readFromZip(file, names) {
  const bytes = fs.readFileSync(file);
  const entries = new Map(entriesOf(bytes, file).map((entry) => [entry.name, entry]));
  return new Map(
    names.map((name) => {
      const entry = entries.get(name);
      if (entry === undefined) throw new Error(`${file} has no ${name}`);
      return [name, contentOf(bytes, entry, file)];
    }),
  );
}

/**
 * Unpacks a zip into a folder; only names that stay inside it are taken.
 * @param {string} file
 * @param {string} folder
 */
function extractZip(file, folder) {
  const bytes = fs.readFileSync(file);
  for (const entry of entriesOf(bytes, file)) {
    if (entry.name.endsWith('/')) continue;
    const target = path.resolve(folder, entry.name);
    if (!target.startsWith(path.resolve(folder) + path.sep))
      throw new Error(`${entry.name} leads out of ${file}`);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, contentOf(bytes, entry, file));
  }
}

/** @param {Buffer} bytes @param {string} file @returns {ZipEntry[]} */
function entriesOf(bytes, file) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error(`${file} is not a zip`);
  const count = bytes.readUInt16LE(end + 10);
  const entries = [];
  for (let at = bytes.readUInt32LE(end + 16), n = 0; n < count; n++) {
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      size: bytes.readUInt32LE(at + 24),
      packed: bytes.readUInt32LE(at + 20),
      method: bytes.readUInt16LE(at + 10),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** @param {Buffer} bytes @param {ZipEntry} entry @param {string} file @returns {Buffer} */
function contentOf(bytes, { name, size, packed, method, at }, file) {
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const raw = bytes.subarray(start, start + packed);
  if (method !== 0 && method !== 8) throw new Error(`${name} in ${file} is packed by method ${method}`);
  const content = method === 8 ? zlib.inflateRawSync(raw) : raw;
  if (content.length !== size) throw new Error(`${name} in ${file} is damaged`);
  return content;
}

module.exports = { extractZip, listZip, readFromZip };
