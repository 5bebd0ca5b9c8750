/**
 * Whether a JSON schema keeps OpenAI's rules for strict answers: every object names all its members as required
 * and allows no others (platform.openai.com/docs/guides/structured-outputs).
 */
export function isStrictSchema(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrictSchema);
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, required, additionalProperties } = schema as Record<string, unknown>;
  if (typeof properties === 'object' && properties !== null) {
    const names: readonly unknown[] = Array.isArray(required) ? required : [];
    if (additionalProperties !== false) return false;
    if (!Object.keys(properties).every((name) => names.includes(name))) return false;
    if (!Object.values(properties).every(isStrictSchema)) return false;
  }
  return Object.entries(schema).every(([key, value]) => key === 'properties' || isStrictSchema(value));
}
