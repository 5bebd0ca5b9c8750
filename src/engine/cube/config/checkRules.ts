/** Rules of single classes that span several of their fields. */
import type { JsonNode, JsonObjectNode } from '../../base/json/types';
import type { ClassRule, ClassSpec } from './catalogue';
import { addFirstMember, replace } from './edits';
import { fix, valuePlace, type Findings, type Stretch } from './findings';
import { lastMember } from './members';

type Check = (node: JsonObjectNode, spec: ClassSpec, place: Stretch, findings: Findings) => void;

const CHECKS: Record<ClassRule, Check> = {
  'tenant-when-shared': (node, spec, place, findings) => {
    if (flag(node, spec, 'use_multi_db') !== false) return;
    const name = lastMember(node, 'user_name');
    if (name && !isEmpty(name.value)) return;
    findings.add('error', 'tenant', 'tenant', name ? valuePlace(name) : place);
  },
  community: (node, spec, place, findings) => {
    if (flag(node, spec, 'use_multi_db') === true) {
      refuseTrue(node, 'use_multi_db', 'community', 'communityMultiDb', place, findings);
    }
    if (flag(node, spec, 'auto_create') === true) {
      refuseTrue(node, 'auto_create', 'auto-create', 'communityAutoCreate', place, findings);
    }
  },
  'named-database': (node, _spec, _place, findings) => {
    const name = lastMember(node, 'db_name');
    if (name?.value.kind === 'string' && isEmpty(name.value)) {
      findings.add('error', 'database-name', 'databaseName', name.value);
    }
  },
  'search-strategy': (node, _spec, _place, findings) => {
    const strategy = lastMember(node, 'search_strategy');
    const value = strategy?.value;
    if (!strategy || value?.kind !== 'object' || value.members.length === 0 || lastMember(value, 'bm25'))
      return;
    const add = fix('add', ['"bm25": false'], addFirstMember(findings.text, value, 'bm25', 'false'));
    findings.add('error', 'search-strategy', 'searchStrategy', valuePlace(strategy), [], [add]);
  },
};

/** Applies the rules of a class to an object of it. */
export function checkRules(node: JsonObjectNode, spec: ClassSpec, place: Stretch, findings: Findings): void {
  for (const rule of spec.rules ?? []) CHECKS[rule](node, spec, place, findings);
}

function refuseTrue(
  node: JsonObjectNode,
  key: string,
  rule: string,
  message: 'communityMultiDb' | 'communityAutoCreate',
  place: Stretch,
  findings: Findings,
): void {
  const found = lastMember(node, key);
  const repair = found
    ? fix('write', ['false'], replace(found.value, 'false'))
    : fix('add', [`"${key}": false`], addFirstMember(findings.text, node, key, 'false'));
  findings.add('error', rule, message, found ? valuePlace(found) : place, [], [repair]);
}

/** A flag as MemOS sees it, its default where absent; undefined where it is no boolean. */
function flag(node: JsonObjectNode, spec: ClassSpec, key: string): boolean | undefined {
  const found = lastMember(node, key);
  const value = found
    ? found.value.kind === 'boolean'
      ? found.value.value
      : undefined
    : spec.fields?.[key]?.default;
  return typeof value === 'boolean' ? value : undefined;
}

const isEmpty = (node: JsonNode): boolean =>
  node.kind === 'null' || (node.kind === 'string' && node.value === '');
