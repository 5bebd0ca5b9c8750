const NAMES: Readonly<Record<string, string>> = {
  LongTermMemory: 'longterm',
  UserMemory: 'user',
  WorkingMemory: 'working',
  OuterMemory: 'outer',
  PreferenceMemory: 'preference',
  explicit_preference: 'preference',
  implicit_preference: 'skill',
  SkillMemory: 'skill',
  ToolSchemaMemory: 'schema',
  ToolTrajectoryMemory: 'trajectory',
};

/** The style sheet's custom property with the colour of a type, for what is drawn without attributes. */
export function typeColour(type: string): string {
  return `--type-${Object.hasOwn(NAMES, type) ? (NAMES[type] ?? 'raw') : 'raw'}`;
}
