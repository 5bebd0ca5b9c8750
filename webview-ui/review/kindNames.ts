import { t } from '../shared/strings';

const KINDS: Readonly<Record<string, () => string>> = {
  dialogue: () => t('Dialogue'),
  document: () => t('Document'),
  code: () => t('Source code'),
  selection: () => t('Selection'),
};

/** Name of a kind of source; one that is not known stays as written. */
export function kindName(kind: string): string {
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind]?.() : undefined) ?? kind;
}
