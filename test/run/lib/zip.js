const fs = require('node:fs');

/**
 * Lists the files of a zip by its central directory (PKWARE APPNOTE 4.3.12), which is all that checking a VSIX
 * takes.
 * @param {string} file
 * @returns {{ name: string, size: number, packed: number }[]} sizes in bytes
 */
function listZip(file) {
  const bytes = fs.readFileSync(file);
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
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

module.exports = { listZip };
