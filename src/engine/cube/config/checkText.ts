/** What MemOS's JSON reader for configurations refuses in an otherwise valid text. */
import type { JsonNode, JsonObjectNode } from '../../base/json/types';
import { removeMember } from './edits';
import { fix, keyPlace, type Findings, type Stretch } from './findings';

/** The reader of pydantic gives up below this level; measured with MemOS 2.0.33. */
export const CONFIG_MAX_DEPTH = 201;

/** Byte order mark, depth, halves of surrogate pairs, duplicate keys. */
export function checkText(root: JsonNode, findings: Findings): void {
  if (findings.text.charCodeAt(0) === 0xfeff) {
    const mark = { start: 0, end: 1 };
    findings.add(
      'error',
      'byte-order-mark',
      'byteOrderMark',
      mark,
      [],
      [fix('removeMark', [], { ...mark, text: '' })],
    );
  }
  const stack: { node: JsonNode; depth: number }[] = [{ node: root, depth: 1 }];
  let tooDeep = false;
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, depth } = top;
    if (node.kind === 'string') checkPairs(String(node.value), node, findings);
    if (node.kind !== 'object' && node.kind !== 'array') continue;
    if (depth > CONFIG_MAX_DEPTH) {
      if (!tooDeep) {
        const place = { start: node.start, end: node.start + 1 };
        findings.add('error', 'too-deep', 'tooDeep', place, [String(CONFIG_MAX_DEPTH)]);
      }
      tooDeep = true;
      continue;
    }
    if (node.kind === 'object') checkKeys(node, findings);
    const children = node.kind === 'array' ? node.items : node.members.map((m) => m.value);
    for (const child of children) stack.push({ node: child, depth: depth + 1 });
  }
}

function checkKeys(node: JsonObjectNode, findings: Findings): void {
  const seen = new Set<string>();
  for (const member of node.members.toReversed()) {
    checkPairs(member.key, keyPlace(member), findings);
    if (seen.has(member.key)) {
      const remove = fix('remove', [member.key], removeMember(node, member));
      findings.add('warning', 'duplicate-key', 'duplicateKey', keyPlace(member), [member.key], [remove]);
    }
    seen.add(member.key);
  }
}

function checkPairs(text: string, place: Stretch, findings: Findings): void {
  if (/\p{Surrogate}/u.test(text)) findings.add('error', 'lone-surrogate', 'loneSurrogate', place);
}
