/** Walks a configuration along the classes of the catalogue and reports what MemOS's parser refuses. */
import type { JsonMember, JsonObjectNode } from '../../base/json/types';
import type { ProblemFix } from '../../model/problem';
import { configClass, hasModelSchema, ROOT_CLASS, type ClassSpec, type FieldSpec } from './catalogue';
import { checkRules } from './checkRules';
import { checkValue } from './checkValue';
import { addFirstMember, removeMember, replace } from './edits';
import { fix, keyPlace, valuePlace, type Findings, type Stretch } from './findings';
import { lastMember } from './members';
import { nearestName } from './nearestName';

/**
 * Checks `node` as an object of a class. `place` is where to report what is missing; `allowed` limits
 * the backends of a factory.
 */
export function checkObject(
  node: JsonObjectNode,
  className: string,
  place: Stretch,
  findings: Findings,
  allowed?: readonly string[],
): void {
  const spec = configClass(className);
  if (spec.unknownKeys === 'unchecked') return;
  if (hasModelSchema(spec)) checkModelSchema(node, spec, className === ROOT_CLASS, place, findings);
  if (spec.backends) {
    checkKnownKeys(node, spec, ['backend', 'config'], findings);
    checkFactory(node, spec, place, findings, allowed ?? Object.keys(spec.backends));
    return;
  }
  const fields = spec.fields ?? {};
  checkKnownKeys(node, spec, Object.keys(fields), findings);
  for (const [key, field] of Object.entries(fields)) {
    const member = lastMember(node, key);
    if (member) checkField(node, member, field, findings);
    else if (field.required) findings.add('error', 'missing-key', 'missingKey', place, [key]);
  }
  checkRules(node, spec, place, findings);
}

function checkField(owner: JsonObjectNode, member: JsonMember, field: FieldSpec, findings: Findings): void {
  if (field.class !== undefined && member.value.kind === 'object') {
    checkObject(member.value, field.class, keyPlace(member), findings, field.backends);
  } else {
    checkValue(owner, member, field, findings);
  }
}

function checkKnownKeys(node: JsonObjectNode, spec: ClassSpec, known: string[], findings: Findings): void {
  if (spec.unknownKeys === 'allow') return;
  const present = new Set(node.members.map((m) => m.key));
  for (const member of node.members) {
    const { key } = member;
    if (known.includes(key) || (key === 'model_schema' && hasModelSchema(spec))) continue;
    const remove = fix('remove', [key], removeMember(node, member));
    if (spec.unknownKeys === 'ignore') {
      findings.add('info', 'ignored-key', 'ignoredKey', keyPlace(member), [key], [remove]);
      continue;
    }
    const near = nearestName(
      key,
      known.filter((name) => !present.has(name)),
    );
    const fixes: ProblemFix[] = [remove];
    if (near !== undefined)
      fixes.unshift(fix('rename', [near], replace(keyPlace(member), JSON.stringify(near))));
    const args = near === undefined ? [key] : [key, near];
    findings.add(
      'error',
      'unknown-key',
      near === undefined ? 'unknownKey' : 'unknownKeyNear',
      keyPlace(member),
      args,
      fixes,
    );
  }
}

function checkFactory(
  node: JsonObjectNode,
  spec: ClassSpec,
  place: Stretch,
  findings: Findings,
  allowed: readonly string[],
): void {
  const backend = lastMember(node, 'backend');
  const config = lastMember(node, 'config');
  const name = backend ? backendName(node, backend, spec, findings) : spec.backend?.default;
  if (!backend && spec.backend?.required)
    findings.add('error', 'missing-key', 'missingKey', place, ['backend']);
  if (!config && spec.config?.required) findings.add('error', 'missing-key', 'missingKey', place, ['config']);
  if (typeof name === 'string' && !allowed.includes(spec.backendsAtRunTime ? name.toLowerCase() : name)) {
    const near = nearestName(name, allowed);
    const at = backend ? valuePlace(backend) : place;
    const write =
      backend && near !== undefined && fix('write', [`"${near}"`], replace(at, JSON.stringify(near)));
    const [rule, message] = spec.backendsAtRunTime
      ? (['unusable-backend', 'unusableBackend'] as const)
      : (['backend', 'backend'] as const);
    findings.add('error', rule, message, at, [name, allowed.join(', ')], write ? [write] : []);
  }
  const objectNeeded = {
    type: 'object',
    description: '',
    nullable: spec.config?.nullable === true && name === null,
  };
  if (config && config.value.kind !== 'object') {
    checkValue(node, config, objectNeeded as FieldSpec, findings);
    return;
  }
  if (typeof name !== 'string') return;
  const className = Object.hasOwn(spec.backends ?? {}, name) ? spec.backends?.[name] : undefined;
  if (className === undefined) return;
  if (config?.value.kind === 'object') checkObject(config.value, className, keyPlace(config), findings);
  else if (!spec.config?.required)
    checkAbsentConfig(className, spec, backend ? valuePlace(backend) : place, findings);
}

/** A config that is not there counts as `{}`, or as null where null is its default. */
function checkAbsentConfig(className: string, spec: ClassSpec, place: Stretch, findings: Findings): void {
  if (spec.config?.nullable) findings.add('error', 'missing-key', 'missingKey', place, ['config']);
  else
    checkObject(
      { kind: 'object', start: place.start, end: place.end, members: [] },
      className,
      place,
      findings,
    );
}

function backendName(
  node: JsonObjectNode,
  backend: JsonMember,
  spec: ClassSpec,
  findings: Findings,
): string | null | undefined {
  const nullable = spec.backend?.nullable === true;
  checkValue(node, backend, { type: 'string', description: '', required: true, nullable }, findings);
  const { value } = backend;
  return value.kind === 'string' ? String(value.value) : value.kind === 'null' && nullable ? null : undefined;
}

function checkModelSchema(
  node: JsonObjectNode,
  spec: ClassSpec,
  isRoot: boolean,
  place: Stretch,
  findings: Findings,
): void {
  const member = lastMember(node, 'model_schema');
  const raw = JSON.stringify(spec.path);
  if (!member) {
    if (!isRoot) return;
    const add = fix('add', ['"model_schema"'], addFirstMember(findings.text, node, 'model_schema', raw));
    findings.add('warning', 'model-schema', 'modelSchemaMissing', place, [], [add]);
    return;
  }
  checkValue(node, member, { type: 'string', description: '' }, findings);
  if (member.value.kind !== 'string' || member.value.value === spec.path) return;
  const write = fix('write', [raw], replace(member.value, raw));
  if (isRoot) findings.add('error', 'model-schema', 'modelSchemaDiffers', member.value, [spec.path], [write]);
  else if (member.value.value !== 'NOT_SET') {
    findings.add('info', 'nested-model-schema', 'modelSchemaNested', member.value, [spec.path], [write]);
  }
}
