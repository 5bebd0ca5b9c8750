import type { JsonMember, JsonNode } from '../../base/json/types';

/** The member of an object by its name; of several with one name the last, which Python keeps. */
export function lastMember(node: JsonNode | undefined, key: string): JsonMember | undefined {
  return node?.kind === 'object' ? node.members.findLast((m) => m.key === key) : undefined;
}
