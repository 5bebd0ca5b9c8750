/** What each kind of difference means, in English, the keys of their translations; graver ones first. */
export const LOSS_TEXTS = {
  'memory-missing': 'Memories that are not in the target.',
  'edge-missing': 'Relations that are not in the target: an end is missing, or the same one was there twice.',
  'file-not-carried': 'Files that the target has no place for; they stay where they are.',
  'file-differs': 'Files that are not the same in the target.',
  'file-member': 'Members of the file beside its memories and relations.',
  'edge-member': 'Members of a relation beside source, target and type.',
  'field-missing': 'Fields that the target has no place for.',
  vector: 'Vectors that are missing or differ.',
  'embedder-vector': 'Vectors of another embedder; they can be made again from the texts.',
  value: 'Values that differ.',
  'number-value': 'Numbers that the target cannot hold with all their digits.',
  'list-of-texts': 'Lists of several kinds, or with null, that became lists of texts.',
  'object-as-text': 'Objects that became their JSON text.',
  'text-as-object': 'Texts of an object that became the object.',
  null: 'Members that were null and are gone.',
  'field-added': 'Fields that were not there.',
  'info-spread': 'The members of “info”, which stand beside it now.',
  'duplicate-key': 'Names that stood twice in one object; the last of them counts.',
  time: 'Times that are spelled otherwise; the moment is the same.',
  'number-token': 'Numbers that are spelled otherwise; their value is the same.',
  'text-token': 'Texts that are escaped otherwise; their characters are the same.',
  format: 'The format of the file.',
  'memory-order': 'The order of the memories.',
  'member-order': 'The order of members in a record.',
  'white-space': 'Line breaks and spaces in a record.',
} as const;

/** Name of a kind of difference. */
export type LossRule = keyof typeof LOSS_TEXTS;

/** The kinds that a report counts, graver ones first. */
export const lossRules = (counts: Readonly<Record<string, number>>): LossRule[] =>
  (Object.keys(LOSS_TEXTS) as LossRule[]).filter((rule) => (counts[rule] ?? 0) > 0);
