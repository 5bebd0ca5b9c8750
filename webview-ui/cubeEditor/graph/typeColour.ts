import type { Placed } from './placed';

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

/** Dots by the custom property of their colour, so that a canvas sets each colour once. */
export function byColour(dots: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const dot of dots) {
    const name = typeColour(dot.node.type);
    const group = groups.get(name);
    if (group) group.push(dot);
    else groups.set(name, [dot]);
  }
  return groups;
}
