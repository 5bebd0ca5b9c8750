import type { AdapterReport } from '../../model/adapterReport';

/** What the start of a file shows when it is neither GGUF nor safetensors. */
export function plainReport(start: Uint8Array, fileBytes: number): AdapterReport {
  const text = textOf(start, start.byteLength < fileBytes);
  if (text === undefined) return { form: 'unknown', fileBytes, firstBytes: show(start), problems: [] };
  if (text.startsWith('version https://git-lfs')) return { ...pointer(text), fileBytes };
  const form = text.trimStart().startsWith('Placeholder') ? 'placeholder' : 'text';
  const problems =
    form === 'text'
      ? [{ code: 'not-an-adapter', message: 'The file is text, not an adapter.' }]
      : [{ code: 'placeholder', message: "MemOS's placeholder: the cube holds no parametric memory yet." }];
  return { form, fileBytes, text, problems };
}

function pointer(text: string): Pick<AdapterReport, 'form' | 'text' | 'lfs' | 'problems'> {
  const oid = /^oid (\S{1,100})$/m.exec(text)?.[1] ?? '';
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  const message = 'A Git LFS pointer, not the file itself. Run `git lfs pull` in the cube.';
  return {
    form: 'lfs-pointer',
    text,
    lfs: { oid, size: size === undefined ? null : Number(size) },
    problems: [{ code: 'lfs-pointer', message }],
  };
}

/** The bytes as text, or undefined when they are not UTF-8 or hold control characters. */
function textOf(bytes: Uint8Array, cut: boolean): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
    const plain = [...text].every((c) => c >= ' ' || c === '\n' || c === '\r' || c === '\t' || c === '\f');
    return plain && !text.includes('\u007f') ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Other files that a person may have put in this place, by their first bytes. */
const known: readonly (readonly [string, string])[] = [
  ['504b0304', 'a zip archive, as torch.save writes it (adapter_model.bin)'],
  ['8002', 'a Python pickle'],
  ['8003', 'a Python pickle'],
  ['8004', 'a Python pickle'],
  ['8005', 'a Python pickle'],
  ['1f8b', 'a gzip file'],
  ['67676a74', 'an old llama.cpp file (GGJT)'],
  ['67676c61', 'an old llama.cpp adapter (GGLA)'],
  ['89484446', 'an HDF5 file'],
];

function show(start: Uint8Array): NonNullable<AdapterReport['firstBytes']> {
  const bytes = [...start.subarray(0, 64)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const ascii = bytes.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
  return { hex, ascii, looksLike: known.find(([magic]) => hex.startsWith(magic))?.[1] ?? null };
}
