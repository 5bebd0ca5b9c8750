/**
 * JSON as Python's `json` module writes it, because MemOS writes its files with that module.
 *
 * Two forms are needed: the file itself (`indent=4, ensure_ascii=False`) and the text inside an encoded
 * `sources` entry (`json.dumps` with its defaults: one line, `", "` and `": "`, non-ASCII as `\uXXXX`).
 * Python keeps floats and integers apart (`90.0`, `90`), so a float is marked with `float()`.
 */
export interface PythonFloat {
  readonly float: number;
}

/** A value that Python would hold: JSON plus the difference between integers and floats. */
export type PythonValue =
  | null
  | boolean
  | number
  | string
  | PythonFloat
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** Marks a number as a Python float. */
export function float(value: number): PythonFloat {
  return { float: value };
}

/** Python's `repr` of a finite float: shortest digits, exponent below 1e-4 and from 1e16. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`JSON has no number ${String(value)}`);
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const plain = power < 0 ? fixedSmall(digits, power) : String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** Digits of a number between 1e-4 and 1, written without an exponent. */
function fixedSmall(digits: string, power: number): string {
  const sign = digits.startsWith('-') ? '-' : '';
  return `${sign}0.${'0'.repeat(-power - 1)}${digits.replace(/[-.]/g, '')}`;
}

/** True for a value made by `float()`. */
function isFloat(value: PythonValue): value is PythonFloat {
  return (
    typeof value === 'object' &&
    value !== null &&
    'float' in value &&
    typeof value.float === 'number' &&
    Object.keys(value).length === 1
  );
}

/** `json.dumps(value)`: one line, ASCII only. */
export function dumpsAscii(value: PythonValue): string {
  return render(value, undefined).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `json.dumps(value, indent=4, ensure_ascii=False)`, for a value that stands `depth` levels deep. */
export function dumpsIndented(value: PythonValue, depth = 0): string {
  return render(value, depth);
}

function render(value: PythonValue, depth: number | undefined): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : pythonFloat(value);
  if (isFloat(value)) return pythonFloat(value.float);
  const inner = depth === undefined ? undefined : depth + 1;
  if (Array.isArray(value)) {
    return join(
      '[',
      value.map((item: PythonValue) => render(item, inner)),
      ']',
      depth,
    );
  }
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${render(item, inner)}`,
  );
  return join('{', members, '}', depth);
}

function join(open: string, parts: readonly string[], close: string, depth: number | undefined): string {
  if (parts.length === 0) return open + close;
  if (depth === undefined) return open + parts.join(', ') + close;
  const pad = ' '.repeat(4 * (depth + 1));
  return `${open}\n${pad}${parts.join(`,\n${pad}`)}\n${' '.repeat(4 * depth)}${close}`;
}
