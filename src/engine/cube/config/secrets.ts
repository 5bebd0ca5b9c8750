/**
 * Finding keys and passwords that stand in clear text in a configuration: by the name of the member, by
 * the form of well-known keys, and inside addresses.
 */
import type { JsonNode, JsonPath } from '../../base/json/types';

/** A secret in a configuration text; replacing `start`–`end` by `replacement` takes it out. */
export interface ClearTextSecret {
  readonly path: JsonPath;
  /** The value token, UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'value' | 'address';
  /** JSON text of a value that keeps the configuration valid. */
  readonly replacement: string;
}

const SECRET_NAME =
  /(?:^|[-_.])(?:api[-_]?key|apikey|access[-_]?key(?:[-_]?(?:id|secret))?|secret(?:[-_]?key)?|private[-_]?key|password|passwd|pwd|token|authorization|cookie|credentials?)$/i;

/** Keys that are recognisable wherever they stand. */
const KNOWN_KEY =
  /^(?:Bearer\s+)?(?:sk-(?:proj-|ant-)?[\w-]{16,}|hf_\w{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|tvly-[\w-]{16,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)$/;

/** What people write where a secret would stand. */
const PLACEHOLDER =
  /^(?:[x*.•_\-\s]+|(?:sk|pk|hf|tvly|gh[pousr])[-_]?[x*.…]+|(?:.*[-_\s])?your[-_\s].*|<.*>|\[.*\]|\{.*\}|%.*%|env[:.].*|empty|none|null|nil|na|n\/a|dummy|fake|placeholder|example|changeme|change[-_]me|todo|redacted|secret|password|token|api[-_]?key|not[-_\s](?:needed|required|used|set))$/i;

/** `${NAME}` and `$NAME`, which some tools replace (MemOS does not). */
const VARIABLE = /^\$(?:\{[^}]*\}|[A-Z_][A-Z0-9_]*)$/;

const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text) || VARIABLE.test(text);

const ADDRESS = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#\s@]*):([^/?#\s]*)@/i;
const QUERY_SECRET = /([?&](?:api[-_]?key|access[-_]?token|token|key|password|secret)=)([^&#\s]+)/gi;

/** Whether a text is a secret by itself, given the name of its member. */
export function isSecretValue(name: string, text: string): boolean {
  const value = text.trim();
  const bare = value.replace(/^(?:Bearer|Basic|Token)\s+/i, '');
  if (bare === '' || isPlaceholder(bare)) return false;
  return SECRET_NAME.test(name) || KNOWN_KEY.test(value);
}

/** An address without the password in it, or undefined where it holds none. */
export function withoutPassword(address: string): string | undefined {
  const user = ADDRESS.exec(address);
  let clean = address;
  if (user && user[3] !== '' && !isPlaceholder(user[3]!)) {
    const account = user[2] === '' ? '' : `${user[2]}@`;
    clean = `${user[1]}${account}${address.slice(user[0].length)}`;
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(clean)) {
    clean = clean.replace(QUERY_SECRET, (all, lead: string, value: string) =>
      isPlaceholder(value) ? all : lead,
    );
  }
  return clean === address ? undefined : clean;
}

/** All secrets in a configuration, in the order of the text. */
export function findSecrets(root: JsonNode): ClearTextSecret[] {
  const found: ClearTextSecret[] = [];
  const stack: { node: JsonNode; path: JsonPath }[] = [{ node: root, path: [] }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, path } = top;
    if (node.kind === 'array') {
      for (const [i, item] of node.items.entries()) stack.push({ node: item, path: [...path, i] });
    } else if (node.kind === 'object') {
      for (const member of node.members) stack.push({ node: member.value, path: [...path, member.key] });
    } else if (node.kind === 'string') {
      const name = path.findLast((step) => typeof step === 'string') ?? '';
      const text = String(node.value);
      const clean = withoutPassword(text);
      const token = { path, start: node.start, end: node.end };
      if (clean !== undefined) found.push({ ...token, kind: 'address', replacement: JSON.stringify(clean) });
      else if (isSecretValue(name, text)) found.push({ ...token, kind: 'value', replacement: '""' });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
