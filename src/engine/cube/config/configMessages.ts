/** Every sentence that `validateConfig` can say; each is the key of its translation. */
export const CONFIG_MESSAGES = {
  badJson: 'This is not valid JSON: {0}',
  notObject: 'A cube configuration must be a JSON object.',
  byteOrderMark: 'MemOS cannot read a configuration that starts with a byte order mark.',
  tooDeep: 'MemOS cannot read a configuration nested deeper than {0} levels.',
  loneSurrogate: 'This text holds half of a surrogate pair, which MemOS cannot read.',
  duplicateKey: 'The key "{0}" appears more than once; the last one counts.',
  unknownKey: 'MemOS does not know the key "{0}" here and refuses the configuration.',
  unknownKeyNear: 'MemOS does not know the key "{0}" here and refuses the configuration. Is "{1}" meant?',
  ignoredKey: 'MemOS ignores the key "{0}" here.',
  missingKey: 'The key "{0}" is missing.',
  null: '"{0}" must not be null.',
  string: '"{0}" must be a text, not {1}.',
  int: '"{0}" must be a whole number, not {1}; MemOS does not convert.',
  float: '"{0}" must be a number, not {1}; MemOS does not convert.',
  bool: '"{0}" must be true or false, not {1}; MemOS does not convert.',
  object: '"{0}" must be an object, not {1}.',
  strings: '"{0}" must be a list of texts, not {1}.',
  stringOrList: '"{0}" must be a text or a list, not {1}.',
  list: '"{0}" must be a list, not {1}.',
  tuple:
    '"{0}" takes Python tuples, which JSON cannot express: MemOS refuses any list here that is not empty.',
  datetime: '"{0}" must be a date and time in ISO 8601 form, not {1}.',
  enumeration: '"{0}" must be one of {1}, not {2}.',
  minimum: '"{0}" must be at least {1}.',
  maximum: '"{0}" must be at most {1}.',
  backend: '"{0}" is not a backend that is possible here; possible are {1}.',
  unusableBackend:
    'MemOS reads the configuration but cannot open the cube: no reranker is called "{0}"; possible are {1}.',
  modelSchemaMissing:
    'The key "model_schema" is missing; MemOS reads the configuration but refuses to load the memories.',
  modelSchemaDiffers: 'MemOS refuses to load this cube: "model_schema" must be "{0}".',
  modelSchemaNested: 'MemOS replaces this with "{0}" and logs a warning.',
  tenant: 'With use_multi_db false, "user_name" must name the tenant.',
  communityMultiDb: 'Neo4j Community Edition has one database only: use_multi_db must be false.',
  communityAutoCreate: 'Neo4j Community Edition cannot create databases: auto_create must be false.',
  databaseName: '"db_name" must not be empty.',
  searchStrategy: 'MemOS fails to open this cube: a search_strategy that is not empty needs the key "bm25".',
  pathEscape: 'The file name {0} leaves the cube folder.',
  emptyFileName: 'A file name must not be empty.',
  subfolder: 'MemOS does not create the folder of {0} when it saves the cube.',
  sharedFile: '"{0}" and "{1}" both use the file {2} and overwrite each other.',
  configFilename: 'MemOS always reads config.json first and then also needs {0}; keep the name config.json.',
  secret: '"{0}" holds a secret in clear text.',
  secretInAddress: 'This address holds a password in clear text.',
  dimension: 'The vectors have {0} dimensions here and {1} in "{2}"; MemOS fails as soon as it stores one.',
  preferenceStore: 'MemOS cannot save preference memory from Qdrant; it needs Milvus.',
  merge:
    'When an application registers this cube with a default configuration of its own, that one replaces "{0}".',
  unnamed: 'The cube has no cube_id; all unnamed cubes of one MemOS process share a random one.',
} as const;

/** Titles of the quick fixes, keys of their translations too. */
export const CONFIG_FIXES = {
  rename: 'Rename to "{0}"',
  remove: 'Remove "{0}"',
  removeMark: 'Remove the byte order mark',
  write: 'Write {0}',
  add: 'Add {0}',
  emptySecret: 'Replace the secret by ""',
  removePassword: 'Remove the password from the address',
  renameFile: 'Use the file {0}',
} as const;

export type ConfigMessage = keyof typeof CONFIG_MESSAGES;
export type ConfigFix = keyof typeof CONFIG_FIXES;

/** All messages and fix titles of the configuration rules, for the translation test. */
export function configMessages(): string[] {
  return [...Object.values(CONFIG_MESSAGES), ...Object.values(CONFIG_FIXES)];
}
