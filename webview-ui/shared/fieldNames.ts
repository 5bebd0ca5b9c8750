import { t } from './strings';

const FIELDS: Readonly<Record<string, () => string>> = {
  memory_type: () => t('Type'),
  status: () => t('Status'),
  visibility: () => t('Visibility'),
  confidence: () => t('Confidence'),
  key: () => t('Title'),
  tags: () => t('Tags'),
  type: () => t('Kind'),
  source: () => t('Source'),
  sources: () => t('Sources'),
  background: () => t('Background'),
  entities: () => t('Entities'),
  usage: () => t('Usage'),
  created_at: () => t('Created'),
  updated_at: () => t('Changed'),
  memory_time: () => t('Valid from'),
  user_id: () => t('User'),
  session_id: () => t('Session'),
  version: () => t('Version'),
  history: () => t('Versions'),
  embedding: () => t('Vector'),
  file_ids: () => t('Files'),
  info: () => t('More'),
};

/** Name of a metadata field; one without a name of its own stays as written. */
export function fieldName(name: string): string {
  return (Object.hasOwn(FIELDS, name) ? FIELDS[name]?.() : undefined) ?? name;
}
