/** Things that MemOS's parser accepts and that a person should know all the same. */
import type { JsonMember, JsonNode } from '../../base/json/types';
import { backendOf, SECTIONS } from './checkFiles';
import { replace } from './edits';
import { fix, keyPlace, type Findings } from './findings';
import { lastMember } from './members';
import { findSecrets } from './secrets';

/** Clear-text secrets, dimensions that do not agree, stores and merges that lose something. */
export function checkWhole(root: JsonNode, findings: Findings): void {
  checkSecrets(root, findings);
  for (const section of ['text_mem', 'pref_mem'] as const) {
    const config = lastMember(lastMember(root, section)?.value, 'config')?.value;
    checkDimensions(config, findings);
  }
  checkPreferenceStore(root, findings);
  checkMerge(root, findings);
}

function checkSecrets(root: JsonNode, findings: Findings): void {
  for (const secret of findSecrets(root)) {
    const write = replace(secret, secret.replacement);
    if (secret.kind === 'address') {
      findings.add('warning', 'secret', 'secretInAddress', secret, [], [fix('removePassword', [], write)]);
    } else {
      const name = secret.path.findLast((step) => typeof step === 'string') ?? '';
      findings.add('warning', 'secret', 'secret', secret, [name], [fix('emptySecret', [], write)]);
    }
  }
}

function at(node: JsonNode | undefined, ...keys: string[]): JsonMember | undefined {
  let member: JsonMember | undefined;
  for (const key of keys) {
    member = lastMember(member ? member.value : node, key);
    if (!member) return undefined;
  }
  return member;
}

/** Lengths of vectors that must agree with each other, the embedder's first. */
function checkDimensions(config: JsonNode | undefined, findings: Findings): void {
  const places: [string, JsonMember | undefined][] = [
    ['vector_db.vector_dimension', at(config, 'vector_db', 'config', 'vector_dimension')],
    ['graph_db.embedding_dimension', at(config, 'graph_db', 'config', 'embedding_dimension')],
    [
      'vec_config.vector_dimension',
      at(config, 'graph_db', 'config', 'vec_config', 'config', 'vector_dimension'),
    ],
  ];
  const embedder = at(config, 'embedder', 'backend')?.value;
  if (embedder?.kind === 'string' && embedder.value === 'universal_api') {
    places.unshift(['embedder.embedding_dims', at(config, 'embedder', 'config', 'embedding_dims')]);
  }
  const known = places.flatMap(([name, m]) => (m?.value.kind === 'number' ? [{ name, value: m.value }] : []));
  const first = known[0];
  for (const other of known.slice(1)) {
    if (first && other.value.value !== first.value.value) {
      const args = [findings.token(other.value), findings.token(first.value), first.name];
      findings.add('warning', 'dimension', 'dimension', other.value, args);
    }
  }
}

function checkPreferenceStore(root: JsonNode, findings: Findings): void {
  const backend = at(root, 'pref_mem', 'config', 'vector_db', 'backend')?.value;
  if (
    backend?.kind === 'string' &&
    backend.value === 'qdrant' &&
    backendOf(root, 'pref_mem') === 'pref_text'
  ) {
    findings.add('warning', 'preference-store', 'preferenceStore', backend);
  }
}

function checkMerge(root: JsonNode, findings: Findings): void {
  const replaced = SECTIONS.filter((s) => s !== 'text_mem' && backendOf(root, s) !== 'uninitialized');
  const first = replaced[0] && lastMember(root, replaced[0]);
  if (first) findings.add('info', 'merge', 'merge', keyPlace(first), [replaced.join(', ')]);
  if (root.kind === 'object' && root.members.length > 0 && !lastMember(root, 'cube_id')) {
    findings.add('info', 'unnamed', 'unnamed', { start: root.start, end: root.start + 1 });
  }
}
