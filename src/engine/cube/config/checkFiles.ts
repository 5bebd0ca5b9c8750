/** File names of a cube: inside the folder, not empty, each memory its own. */
import type { JsonMember, JsonNode } from '../../base/json/types';
import type { ProblemFix } from '../../model/problem';
import { configClass, defaultText, memoryClass, ROOT_CLASS } from './catalogue';
import { addFirstMember, replace } from './edits';
import { fix, keyPlace, type Findings, type Stretch } from './findings';
import { lastMember } from './members';

/** MemOS's own sample name for preference memory beside text memory. */
export const PREFERENCE_FILENAME = 'preference_textual_memories.json';

export const SECTIONS = ['text_mem', 'act_mem', 'para_mem', 'pref_mem'] as const;
export type Section = (typeof SECTIONS)[number];

interface FileUse {
  readonly section: string;
  readonly name: string;
  readonly place: Stretch;
  readonly rename: ProblemFix | undefined;
}

export function checkFiles(root: JsonNode, findings: Findings): void {
  const config = lastMember(root, 'config_filename');
  if (config?.value.kind === 'string') {
    const name = String(config.value.value);
    if (checkName(config, name, findings) && normaliseName(name) !== 'config.json') {
      const write = fix('write', ['"config.json"'], replace(config.value, '"config.json"'));
      findings.add('warning', 'config-filename', 'configFilename', config.value, [name], [write]);
    }
  }
  const uses: FileUse[] = [];
  for (const section of SECTIONS) {
    const use = fileUse(root, section, findings);
    if (!use) continue;
    const other =
      normaliseName(use.name) === 'config.json'
        ? 'config.json'
        : uses.find((u) => normaliseName(u.name) === normaliseName(use.name))?.section;
    if (other !== undefined) {
      const fixes = use.rename ? [use.rename] : [];
      findings.add('error', 'shared-file', 'sharedFile', use.place, [section, other, use.name], fixes);
    }
    uses.push(use);
  }
}

/** The backend of a section, with MemOS's default. */
export function backendOf(root: JsonNode, section: Section): string {
  const value = lastMember(lastMember(root, section)?.value, 'backend')?.value;
  return value?.kind === 'string' ? String(value.value) : 'uninitialized';
}

function fileUse(root: JsonNode, section: Section, findings: Findings): FileUse | undefined {
  const field = memoryClass(backendOf(root, section))?.fields?.['memory_filename'];
  const holder = lastMember(root, section);
  if (!field || !holder) return undefined;
  const config = lastMember(holder.value, 'config');
  const member = lastMember(config?.value, 'memory_filename');
  if (member && member.value.kind !== 'string') return undefined;
  const name = member?.value.kind === 'string' ? String(member.value.value) : defaultText(field);
  if (member && !checkName(member, name, findings)) return undefined;
  const own = section === 'pref_mem' ? PREFERENCE_FILENAME : `${section}_${configDefault(section)}`;
  const raw = JSON.stringify(own);
  const rename = member
    ? fix('renameFile', [own], replace(member.value, raw))
    : config?.value.kind === 'object'
      ? fix('renameFile', [own], addFirstMember(findings.text, config.value, 'memory_filename', raw))
      : undefined;
  return { section, name, place: member ? member.value : keyPlace(config ?? holder), rename };
}

function configDefault(section: Section): string {
  const first = configClass(ROOT_CLASS).fields?.[section]?.backends?.[0] ?? '';
  return defaultText(memoryClass(first)?.fields?.['memory_filename'], 'memory');
}

/** Reports a bad name; returns whether the name is usable. */
function checkName(member: JsonMember, name: string, findings: Findings): boolean {
  if (name.trim() === '' || normaliseName(name) === '') {
    findings.add('error', 'file-name', 'emptyFileName', member.value);
    return false;
  }
  if (leavesFolder(name)) {
    findings.add('error', 'path-escape', 'pathEscape', member.value, [JSON.stringify(name)]);
    return false;
  }
  if (normaliseName(name).includes('/')) {
    findings.add('warning', 'subfolder', 'subfolder', member.value, [JSON.stringify(name)]);
  }
  return true;
}

/** Whether a file name would, on any system, point out of the folder that it is joined to. */
export function leavesFolder(name: string): boolean {
  if (/^[/\\~]|^[a-z]:|\0/i.test(name)) return true;
  return name.split(/[/\\]/).some((step) => step === '..');
}

const normaliseName = (name: string): string =>
  name
    .split(/[/\\]/)
    .filter((step) => step !== '' && step !== '.')
    .join('/');
