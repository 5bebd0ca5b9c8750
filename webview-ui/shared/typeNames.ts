import { t } from './strings';

const TYPES: Readonly<Record<string, () => string>> = {
  LongTermMemory: () => t('Long-term'),
  UserMemory: () => t('User'),
  WorkingMemory: () => t('Working'),
  OuterMemory: () => t('Outer'),
  RawFileMemory: () => t('Raw file'),
  PreferenceMemory: () => t('Preference'),
  SkillMemory: () => t('Skill'),
  ToolSchemaMemory: () => t('Tool schema'),
  ToolTrajectoryMemory: () => t('Tool trajectory'),
  Context: () => t('Context'),
  explicit_preference: () => t('Explicit preference'),
  implicit_preference: () => t('Implicit preference'),
};

const STATUSES: Readonly<Record<string, () => string>> = {
  activated: () => t('Activated'),
  resolving: () => t('Resolving'),
  archived: () => t('Archived'),
  deleted: () => t('Deleted'),
};

/** Short name of a memory type; one that is not known stays as written. */
export function typeName(type: string): string {
  if (type === '') return t('No type');
  return (Object.hasOwn(TYPES, type) ? TYPES[type]?.() : undefined) ?? type;
}

/** Name of a status; one that is not known stays as written. */
export function statusName(status: string): string {
  if (status === '') return t('No status');
  return (Object.hasOwn(STATUSES, status) ? STATUSES[status]?.() : undefined) ?? status;
}
